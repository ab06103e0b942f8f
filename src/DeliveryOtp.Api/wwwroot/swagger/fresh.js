// What Swagger UI puts into its forms is from when the page was made. A key that is sent twice is a replay, and an old fix is stale:
// so the example's key becomes a new one, and the example's times become now, whenever something is sent.
"use strict";

const exampleKey = "1f0c2f6e-5d1b-4f0e-9c55-0b1c6a2d7e11";
const exampleTime = /("captured_at":\s*)"\d{4}-\d\d-\d\dT14:02:(?:09\.120|10\.004)Z"/g;

function refresh(request) {
  for (const name of Object.keys(request.headers ?? {})) {
    if (request.headers[name] === exampleKey) request.headers[name] = crypto.randomUUID();
  }

  if (typeof request.body === "string") {
    request.body = request.body.replace(exampleTime, (_, member) => `${member}"${new Date().toISOString()}"`);
  }

  return request;
}

// The page makes its Swagger UI itself, as soon as the bundle is there.
let bundle;
Object.defineProperty(window, "SwaggerUIBundle", {
  set: (made) => { bundle = made; },
  get: () => bundle && Object.assign((config) => bundle({ ...config, requestInterceptor: refresh }), bundle),
});

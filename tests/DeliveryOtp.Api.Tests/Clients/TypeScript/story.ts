// One delivery from its creation to its events, told with a client that was generated from the live document.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import createClient from "openapi-fetch";
import { Webhook } from "standardwebhooks";
import type { components, paths } from "./api.js";

type Schemas = components["schemas"];
type Post = { headers: Record<string, string>; body: string };

const now = env("NOW");
const retailer = signedIn(env("RETAILER_KEY"));
const support = signedIn(env("SUPPORT_KEY"));

const posts: Post[] = [];
const inbox = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  posts.push({ headers: request.headers as Record<string, string>, body });
  response.writeHead(204).end();
}).listen(0, "127.0.0.1");

try {
  await new Promise((listening) => inbox.once("listening", listening));
  const url = `http://127.0.0.1:${(inbox.address() as AddressInfo).port}/`;
  const endpoint = good(await retailer.POST("/v1/webhook-endpoints", { body: { url, events: ["delivery.issued", "delivery.delivered"] } }));

  const issued = good(await retailer.POST("/v1/deliveries", {
    body: {
      order_id: randomUUID(),
      destination: { latitude: 48.85661, longitude: 2.35222, country: "FR" },
      courier_id: "crr-071",
      policy: { code_release: "on_arrival" },
    },
  }));
  const token = good(await retailer.POST("/v1/courier-tokens", { body: { courier_id: "crr-071" } }));
  const courier = signedIn(token.access_token);
  const recipient = signedIn(issued.recipient_url!.split("#")[1]!);
  const visit = {
    location: { latitude: 48.85663, longitude: 2.35219, accuracy_m: 12.5, captured_at: now },
    device: { id: "a3f0c9d2" },
    captured_at: now,
  };

  const arrival = good(await courier.POST("/v1/deliveries/{id}/arrivals", { params: once(issued.id), body: visit }));
  expect(arrival.outcome, "opened");
  const shown = good(await recipient.POST("/v1/tracking/reveals", { body: {} }));
  const attempt = good(await courier.POST("/v1/deliveries/{id}/attempts", { params: once(issued.id), body: { ...visit, code: shown.code! } }));
  expect(attempt.outcome, "accepted");

  const trail = good(await support.GET("/v1/attempts", { params: { query: { delivery_id: issued.id, outcome: ["accepted"] } } }));
  if (typeof trail === "string") fail("CSV was not asked for.");
  expect(trail.data.map((recorded) => recorded.id).join(), attempt.id);
  const arrivals = good(await support.GET("/v1/arrivals", { params: { query: { delivery_id: issued.id, outcome: ["opened"] } } }));
  if (typeof arrivals === "string") fail("CSV was not asked for.");
  expect(arrivals.data.map((recorded) => `${recorded.id} ${recorded.opens?.number}`).join(), `${arrival.id} 1`);
  const timeline = good(await support.GET("/v1/deliveries/{id}/timeline", { params: { path: { id: issued.id } } }));
  expect(timeline.data.filter((entry) => entry.kind !== "signal_raised").map(inShort).join(), "issued,arrived: opened,revealed,attempted: accepted,viewed");

  await until(() => posts.length === 2);
  const events = posts.map((post) => new Webhook(endpoint.secret).verify(post.body, post.headers) as Schemas["DeliveryIssuedEvent"] | Schemas["DeliveryDeliveredEvent"]);
  expect(events.map((event) => `${event.type} ${event.data.order_id}`).join(), `delivery.issued ${issued.order_id},delivery.delivered ${issued.order_id}`);

  const told: Schemas["EventItem"][] = [];
  for (let after: string | undefined, caughtUp = false; !caughtUp;) {
    const page = good(await retailer.GET("/v1/events", { params: { query: after === undefined ? {} : { after } } }));
    told.push(...page.data.filter(({ body }) => body.data.delivery_id === issued.id));
    ({ next_cursor: after, caught_up: caughtUp } = page);
  }

  expect(told.map(({ body }) => body.type).join(), "delivery.issued,delivery.arrived,delivery.attempted,delivery.delivered");
  const known = new Set(told.map(({ webhook_id }) => webhook_id));
  expect(`${posts.every((post) => known.has(post.headers["webhook-id"]!))}`, "true");

  const refused = await courier.GET("/v1/attempts");
  expect(refused.error?.type, "/problems/forbidden");
  console.log("told");
} finally {
  inbox.close();
}

// What an entry tells is known by its kind.
function inShort(entry: Schemas["TimelineEntry"]): string {
  switch (entry.kind) {
    case "arrived": return `${entry.kind}: ${entry.detail.outcome satisfies Schemas["ArrivalOutcome"]}`;
    case "attempted": return `${entry.kind}: ${entry.detail.outcome satisfies Schemas["AttemptOutcome"]}`;
    default: return entry.kind;
  }
}

function signedIn(credential: string) {
  return createClient<paths>({ baseUrl: env("BASE_URL"), headers: { Authorization: `Bearer ${credential}` } });
}

function once(id: string) {
  return { path: { id }, header: { "Idempotency-Key": randomUUID() } };
}

function good<T>(answer: { data?: T; error?: Schemas["Problem"]; response: Response }): T {
  if (answer.data === undefined) throw new Error(`${answer.response.status}: ${answer.error?.detail}`);
  return answer.data;
}

function expect(found: string | undefined, wanted: string) {
  if (found !== wanted) throw new Error(`${found} instead of ${wanted}`);
}

async function until(isTrue: () => boolean) {
  for (const end = Date.now() + 20_000; !isTrue(); await new Promise((wake) => setTimeout(wake, 50)))
    if (Date.now() > end) throw new Error("It never happened.");
}

function env(name: string): string {
  return process.env[name] ?? fail(`${name} is missing.`);
}

function fail(message: string): never {
  throw new Error(message);
}

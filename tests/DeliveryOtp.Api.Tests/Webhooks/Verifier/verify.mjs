// Holds each line of JSON, { secret, headers, payload }, against the package standardwebhooks, and says ok or why not.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, payload } = JSON.parse(line);
  try {
    new Webhook(secret).verify(payload, headers);
    console.log("ok");
  } catch (error) {
    console.log(`refused: ${error.message}`);
  }
}

// An OpenID provider for one test: node provider.mjs PORT REDIRECT_URI RETAILER_ID. Whoever signs in is who they say they are.
// Of its people, "anna" is support staff; everybody else is known, and nothing more.
import Provider from "oidc-provider";

const [port, redirectUri, retailer] = process.argv.slice(2);
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: "console",
    client_secret: "a secret of the tests",
    redirect_uris: [redirectUri],
    grant_types: ["authorization_code"],
    response_types: ["code"],
  }],
  claims: { openid: ["sub", "name", "roles", "retailer"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["cookies of the tests"] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `${id} of the help desk`, roles: id === "anna" ? ["deliveryotp-support"] : [], retailer }),
  }),
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));

// A tool of a third party with openid-client, in each way in which it can prove who it is; and what it reads of a refusal.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as client from "openid-client";

const { PLIE_URL: url, PLIE_TERRITOIRE: territory, PLIE_MOT_DE_PASSE: password, PLIE_PAGE: page } = process.env;
const scopes = ["participant:lire", "evenement:lire"];
// The suite of a test has no TLS.
const options = { algorithm: "oauth2", execute: [client.allowInsecureRequests] };
const discover = (id, secret, proof) => client.discovery(new URL(url), id, secret, proof, options);
const get = async (plie, token, path = "/v1/participants") => {
  try {
    return (await client.fetchProtectedResource(plie, token, new URL(path, url), "GET")).status;
  } catch (error) {
    return error.status;
  }
};
const refused = (asked, error) => assert.rejects(asked, (told) => told.error === error && told.status < 500);
const cut = async (plie, token) => {
  for (let tries = 0; (await get(plie, token)) !== 401; tries++) {
    assert.ok(tries < 100, "the token is still accepted");
    await new Promise((later) => setTimeout(later, 20));
  }
};

// Somebody who has an account: a session that is renewed, by two tabs at once.
const portal = await discover("portail", undefined, client.None());
const account = { username: `admin@${territory}.example`, password };
const session = await client.genericGrantRequest(portal, "password", account);
const tabs = await Promise.all([1, 2].map(() => client.refreshTokenGrant(portal, session.refresh_token)));
assert.equal(tabs[0].refresh_token, tabs[1].refresh_token);
const { access_token: admin, refresh_token } = await client.refreshTokenGrant(portal, tabs[1].refresh_token);
await refused(client.genericGrantRequest(portal, "password", { ...account, password: "une autre phrase" }), "invalid_grant");
await refused(client.refreshTokenGrant(portal, "inconnu"), "invalid_grant");

const metadata = portal.serverMetadata();
assert.ok(scopes.every((scope) => metadata.scopes_supported.includes(scope)));
assert.ok(metadata.revocation_endpoint_auth_methods_supported.includes("private_key_jwt"));

async function create(more = {}) {
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const body = JSON.stringify({ nom: "openid-client", scopes, expire_le: until, ...more });
  const headers = new Headers({ "Content-Type": "application/json" });
  const told = await client.fetchProtectedResource(portal, admin, new URL("/v1/clients", url), "POST", body, headers);
  assert.equal(told.status, 201);
  return told.json();
}

async function walks(plie) {
  const all = await client.clientCredentialsGrant(plie);
  assert.deepEqual(all.scope.split(" "), scopes);
  assert.equal(await get(plie, all.access_token), 200);
  const some = await client.clientCredentialsGrant(plie, { scope: scopes[1], resource: "urn:ignored" });
  assert.equal(some.scope, scopes[1]);
  assert.equal(await get(plie, some.access_token), 403);
  await refused(client.clientCredentialsGrant(plie, { scope: "openid" }), "invalid_scope");
  await refused(client.genericGrantRequest(plie, "urn:example:other", {}), "unsupported_grant_type");
  await refused(client.genericGrantRequest(plie, "password", account), "unauthorized_client");
  await client.tokenRevocation(plie, all.access_token, { token_type_hint: "access_token" });
  await cut(plie, all.access_token);
  await client.tokenRevocation(plie, "inconnu", { token_type_hint: "refresh_token" });
  const next = await client.clientCredentialsGrant(plie);
  assert.equal(await get(plie, next.access_token), 200);
}

const tool = await create();
await walks(await discover(tool.client_id, undefined, client.ClientSecretBasic(tool.secret)));
await walks(await discover(tool.client_id, tool.secret));
// Who did not prove who it is has a challenge, which this library tells instead of the body.
const challenged = ({ status, cause }) => status === 401 && cause[0].scheme === "basic";
for (const proof of [client.ClientSecretBasic("autre"), client.ClientSecretPost("autre")]) {
  const stranger = await discover(tool.client_id, undefined, proof);
  await assert.rejects(client.clientCredentialsGrant(stranger), challenged);
}

const algorithms = [
  { name: "ECDSA", namedCurve: "P-256" },
  { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  { name: "Ed25519" },
];
let signing;
for (const algorithm of algorithms) {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const created = await create({ jwks: { keys: [await crypto.subtle.exportKey("jwk", publicKey)] } });
  assert.equal(created.secret, undefined);
  await walks(await discover(created.client_id, undefined, client.PrivateKeyJwt(privateKey)));
  signing = { ...created, key: privateKey };
}

// What the page says runs.
const blocks = [...readFileSync(page, "utf8").matchAll(/```js\n(.*?)```/gs)].map(([, block]) => block);
assert.equal(blocks.length, 2);
const AsyncFunction = (async () => {}).constructor;
for (const [rank, who] of [tool, signing].entries()) {
  const code = blocks[rank]
    .replace('import * as client from "openid-client";', "")
    .replace('{ algorithm: "oauth2" }', '{ algorithm: "oauth2", execute: [client.allowInsecureRequests] }');
  const run = new AsyncFunction("client", "url", "clientId", "secret", "key", `${code}\nreturn page;`);
  assert.deepEqual((await run(client, url, who.client_id, who.secret, who.key)).elements, []);
}

await client.tokenRevocation(portal, refresh_token, { token_type_hint: "refresh_token" });
await cut(portal, admin);
console.log("openid-client");

// What npm's jose and @sd-jwt/core say of tokens: a list of cases as JSON in, a list of answers out.
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { importJWK, jwtVerify } from "jose";
import { SDJwtInstance } from "@sd-jwt/core";

const kinds = {
  "P-256": [{ name: "ECDSA", namedCurve: "P-256" }, { name: "ECDSA", hash: "SHA-256" }],
  Ed25519: [{ name: "Ed25519" }, { name: "Ed25519" }],
};

async function holds(jwk, data, signature) {
  const [kind, how] = kinds[jwk.crv];
  const key = await webcrypto.subtle.importKey("jwk", jwk, kind, false, ["verify"]);
  const bytes = Buffer.from(signature, "base64url");
  return webcrypto.subtle.verify(how, key, bytes, new TextEncoder().encode(data));
}

async function asked({ kind, token, jwk, typ, nonce }) {
  if (kind === "jose") {
    const key = await importJWK(jwk, jwk.crv === "P-256" ? "ES256" : "EdDSA");
    const found = await jwtVerify(token, key, { algorithms: ["ES256", "EdDSA"], typ });
    return found.payload;
  }
  const reader = new SDJwtInstance({
    hashAlg: "sha-256",
    hasher: async (data) => new Uint8Array(await webcrypto.subtle.digest("SHA-256", new TextEncoder().encode(data))),
    verifier: (data, signature) => holds(jwk, data, signature),
    kbVerifier: (data, signature, payload) => holds(payload.cnf.jwk, data, signature),
  });
  const now = { currentDate: 1800000000 };
  const found = await reader.verify(token, nonce ? { ...now, keyBindingNonce: nonce } : now);
  return found.payload;
}

const answers = [];
for (const one of JSON.parse(readFileSync(0, "utf8"))) {
  try {
    answers.push({ holds: true, payload: await asked(one) });
  } catch (fault) {
    answers.push({ holds: false, why: String(fault) });
  }
}
process.stdout.write(JSON.stringify(answers));

// Who signed: DIDs and their keys, and associations as those see them who trust them.

const DID = /^did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}$|^did:web:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+(?:%3A[1-9][0-9]{0,4})?(?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/;
const THUMBPRINT = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";
const VC = "https://www.w3.org/ns/credentials/v2";
const UNTP = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$/;

function publicKey(jwk) {
  const isKnown = (jwk?.kty === "EC" && jwk.crv === "P-256") || (jwk?.kty === "OKP" && jwk.crv === "Ed25519");
  if (!isTable(jwk) || "d" in jwk || !isKnown) throw new Unsound("key");
  const names = jwk.kty === "EC" ? ["x", "y"] : ["x"];
  for (const name of names) {
    if (typeof jwk[name] !== "string" || fromBase64url(jwk[name]).length !== 32) throw new Unsound("key");
  }
  return Object.fromEntries(["kty", "crv", ...names].map((name) => [name, jwk[name]]));
}

async function keyId(did, jwk) {
  return did.startsWith("did:key:") ? `${did}#${did.slice(8)}` : `${did}#${await thumbprint(publicKey(jwk))}`;
}

// The public key that a `kid` names: carried by a did:key, else in the document of its DID.
function keyOf(kid, documents) {
  const [did, fragment, ...rest] = String(kid).split("#");
  if (rest.length || !/^[A-Za-z0-9._~-]{1,100}$/.test(fragment ?? "")) throw new Unsound("kid");
  if (!DID.test(did) || did.length > 300) throw new Unsound("did");
  if (did.startsWith("did:key:")) {
    if (fragment !== did.slice(8)) throw new Unsound("kid");
    return keyOfDid(did);
  }
  const found = documents.filter((one) => isTable(one) && one.id === did);
  if (found.length !== 1) throw new Unsound("did-document");
  return keyInDocument(found[0], did, fragment);
}

function keyInDocument(document, did, fragment) {
  const { assertionMethod: asserting, verificationMethod: methods } = document;
  if (!Array.isArray(asserting) || !Array.isArray(methods)) throw new Unsound("did-document");
  const names = [`${did}#${fragment}`, `#${fragment}`];
  const referred = methods.filter((one) => names.includes(one?.id) && asserting.includes(one.id));
  const embedded = asserting.filter((one) => isTable(one) && names.includes(one.id));
  const found = [...referred, ...embedded];
  if (found.length !== 1 || found[0].controller !== did) throw new Unsound("kid");
  return publicKey(found[0].publicKeyJwk);
}

function issuerOf(claims) {
  const issuer = isTable(claims.issuer) ? claims.issuer.id : claims.issuer;
  if (typeof issuer !== "string") throw new Unsound("issuer");
  return issuer;
}

// A credential whose signature holds under the key that its `kid` names, an issuer's own.
async function openedCredential(bytes, documents) {
  const { header } = parsed(bytes, "vc+jwt");
  if ((header.cty ?? "vc") !== "vc") throw new Unsound("type");
  const jwk = keyOf(header.kid, documents);
  const { claims } = await checked(bytes, "vc+jwt", jwk);
  if (header.kid.split("#")[0] !== issuerOf(claims)) throw new Unsound("issuer");
  mustBeCredential(claims);
  return { claims, jwk, did: issuerOf(claims) };
}

function mustBeCredential(claims) {
  if (!Array.isArray(claims["@context"]) || claims["@context"][0] !== VC) throw new Unsound("context");
  if (![].concat(claims.type).includes("VerifiableCredential") || !isTable(claims.credentialSubject)) {
    throw new Unsound("credential");
  }
  const same = { iss: issuerOf(claims), jti: claims.id, sub: claims.credentialSubject.id };
  if (["vc", "vp", "exp", "nbf"].some((name) => name in claims)) throw new Unsound("claims");
  for (const [name, value] of Object.entries(same)) {
    if (name in claims && claims[name] !== value) throw new Unsound("claims");
  }
}

function moment(words) {
  const time = typeof words === "string" && MOMENT.test(words) ? Date.parse(words) : Number.NaN;
  if (Number.isNaN(time)) throw new Unsound("time");
  return time;
}

function windowOf(claims) {
  const since = moment(claims.validFrom);
  const until = claims.validUntil === undefined ? null : moment(claims.validUntil);
  if (until !== null && until < since) throw new Unsound("time");
  return { since, until };
}

function textAt(table, ...path) {
  let found = table;
  for (const name of path) found = isTable(found) ? found[name] : undefined;
  if (typeof found !== "string") throw new Unsound("content");
  return found;
}

async function trustOf(bytes) {
  const table = tableOf(bytes);
  const names = ["name", "did", "keys", "register"];
  const isFit = Object.keys(table).every((name) => names.includes(name)) && Array.isArray(table.keys);
  if (!isFit || !DID.test(table.did) || !table.keys.length) throw new Unsound("trust");
  const keys = table.keys.map(publicKey);
  const name = { zh: textAt(table, "name", "zh"), en: textAt(table, "name", "en") };
  if (table.did.startsWith("did:key:")) {
    const own = await thumbprint(keyOfDid(table.did));
    if (keys.length !== 1 || (await thumbprint(keys[0])) !== own) throw new Unsound("trust");
  }
  const methods = await Promise.all(
    keys.map(async (key) => ({ id: await keyId(table.did, key), controller: table.did, publicKeyJwk: key })),
  );
  const document = { id: table.did, verificationMethod: methods, assertionMethod: methods.map((one) => one.id) };
  return { name, did: table.did, document, register: table.register ?? "" };
}

class Stranger extends Error {}

// A credential that one of the trusted associations signed.
async function openedConfirmed(bytes, type, contexts, trusts) {
  const did = issuerOf(parsed(bytes, "vc+jwt").claims);
  const by = trusts.find((trust) => trust.did === did);
  if (!by) throw new Stranger(did);
  const { claims } = await openedCredential(bytes, [by.document]);
  if (JSON.stringify(claims["@context"]) !== JSON.stringify(contexts)) throw new Unsound("context");
  const types = JSON.stringify([...[].concat(claims.type)].sort());
  if (types !== JSON.stringify([type, "VerifiableCredential"].sort())) throw new Unsound("kind");
  const { since, until } = windowOf(claims);
  if (until === null) throw new Unsound("time");
  return { by, claims, since, until, subject: claims.credentialSubject };
}

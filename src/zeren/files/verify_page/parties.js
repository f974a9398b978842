// Who signed: DIDs and their keys, and associations as those see them who trust them.

const DID = /^(?:did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}|did:web:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+(?:%3A[1-9][0-9]{0,4})?(?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)$/;
const THUMBPRINT = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:";
const VC = "https://www.w3.org/ns/credentials/v2";
const UNTP = "https://vocabulary.uncefact.org/untp/0.7.0/context/";
const MOST_TRUST = 200_000; // bytes
const SKEW = 5 * 60 * 1000; // between the clocks of two honest people

function isDid(text) {
  return typeof text === "string" && text.length <= 300 && DID.test(text);
}

async function keyId(did, jwk) {
  return `${did}#${did.startsWith("did:key:") ? did.slice("did:key:".length) : await thumbprint(jwk)}`;
}

// The public key that a `kid` names: carried by a did:key, else in the document of its DID.
function keyOf(kid, documents) {
  const [did, fragment, ...rest] = (kid ?? "").split("#");
  if (rest.length || !/^[A-Za-z0-9._~-]{1,100}$/.test(fragment ?? "")) throw new Unsound("kid");
  if (!isDid(did)) throw new Unsound("did");
  if (did.startsWith("did:key:")) {
    if (fragment !== did.slice("did:key:".length)) throw new Unsound("kid");
    return keyOfDid(did);
  }
  const found = documents.filter((one) => one.id === did);
  if (found.length !== 1) throw new Unsound("did-document");
  return keyInDocument(found[0], did, fragment);
}

function keyInDocument({ assertionMethod: asserting, verificationMethod: methods }, did, fragment) {
  const names = [`${did}#${fragment}`, `#${fragment}`];
  if (!Array.isArray(asserting) || !Array.isArray(methods)) throw new Unsound("did-document");
  const referred = methods.filter((one) => isTable(one) && names.includes(one.id) && asserting.includes(one.id));
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
async function opened(text, documents, typ = "vc+jwt") {
  const { header } = parsed(text, typ);
  if ((header.cty ?? "vc") !== "vc") throw new Unsound("type");
  const jwk = keyOf(header.kid, documents);
  const claims = await checked(text, typ, jwk);
  const did = issuerOf(claims);
  if (header.kid.split("#")[0] !== did) throw new Unsound("issuer");
  mustBeCredential(claims);
  return { claims, jwk, did };
}

function mustBeCredential(claims) {
  const { "@context": contexts, type, credentialSubject: subject } = claims;
  if (!Array.isArray(contexts) || contexts[0] !== VC) throw new Unsound("context");
  const types = Array.isArray(type) ? type : [type];
  const isEmpty = !subject || (typeof subject === "object" && !(subject instanceof Real) && !Object.keys(subject).length);
  if (!types.includes("VerifiableCredential") || isEmpty) throw new Unsound("credential");
  const same = { iss: issuerOf(claims), jti: claims.id ?? null, sub: (isTable(subject) ? subject.id : null) ?? null };
  if (["vc", "vp", "exp", "nbf"].some((name) => name in claims)) throw new Unsound("claims");
  if (Object.keys(same).some((name) => name in claims && !isAlike(claims[name], same[name]))) throw new Unsound("claims");
}

// A credential of this type, in exactly these vocabularies, about one subject.
function mustBe(claims, type, contexts) {
  if (!isAlike(claims["@context"], contexts)) throw new Unsound("context");
  const types = Array.isArray(claims.type) ? claims.type.map(plain).sort() : null;
  if (!isAlike(types, [type, "VerifiableCredential"].sort())) throw new Unsound("kind");
  if (!isTable(claims.credentialSubject)) throw new Unsound("content");
}

function textAt(table, ...path) {
  let found = table;
  for (const name of path) found = isTable(found) ? found[name] : undefined;
  if (typeof found !== "string") throw new Unsound("content");
  return found;
}

// ── times: `at` in milliseconds, `day` as the words themselves have it ──

function momentOf(words, digits, code) {
  const form = new RegExp(`^(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d{1,${digits}})?(?:Z|([+-])(\\d\\d):(\\d\\d))$`);
  const found = typeof words === "string" ? form.exec(words) : null;
  if (!found) throw new Unsound(code);
  const [year, month, date, hour, minute, second] = found.slice(1, 7).map(Number);
  const offset = (found[8] === "-" ? -1 : 1) * (60 * Number(found[9] ?? 0) + Number(found[10] ?? 0));
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, date);
  local.setUTCHours(hour, minute, second, Math.floor(1000 * Number(found[7] ?? 0)));
  const isReal = year > 0 && local.toISOString().slice(0, 19) === words.slice(0, 19) && Math.abs(offset) < 24 * 60;
  if (!isReal) throw new Unsound(code);
  return { at: local.getTime() - 60_000 * offset, day: words.slice(0, 10) };
}

// From when until when it is valid; `until` is null where no end is named.
function windowOf(claims) {
  const [since, until] = ["validFrom", "validUntil"].map((name) => {
    const words = claims[name] ?? null;
    return words === null ? null : momentOf(words, 6, "time");
  });
  if (since === null || (until && until.at < since.at)) throw new Unsound("time");
  return { since, until };
}

function outOfTime({ since, until }, now) {
  if (now + SKEW < since.at) return "early";
  return now - SKEW > until.at ? "late" : "";
}

// ── associations ──

// What `association.pub` holds.
async function trustOf(bytes) {
  try {
    if (bytes.length > MOST_TRUST) throw new Unsound("trust");
    const { name, did, keys, register = null, ...rest } = tableOf(bytes);
    const isFit = Object.keys(rest).length === 0 && Array.isArray(keys) && keys.length >= 1 && keys.length <= 100;
    const isNamed = hasNames(name, ["zh", "en"]) && isTexts(Object.values(name)) && Object.values(name).every((one) => one.trim());
    if (!isFit || !isNamed || !isDid(did) || (register !== null && typeof register !== "string")) throw new Unsound("trust");
    const own = keys.map(publicKey);
    if (did.startsWith("did:key:") && !isAlike(own, [keyOfDid(did)])) throw new Unsound("trust");
    return { name: { zh: name.zh.trim(), en: name.en.trim() }, did, document: await documentOf(did, own), register: register ?? "" };
  } catch (fault) {
    throw fault instanceof Unsound ? new Refused("trust-not-an-association") : fault;
  }
}

// Each association once, as it was first named; nothing that comes later changes its keys or its register.
function together(known, others) {
  const trusts = [...known];
  for (const trust of others) {
    const first = trusts.find((one) => one.did === trust.did);
    const isOdd = trusts.some((one) => (one === first ? allOf(one) !== allOf(trust) : isCalledAlike(one, trust)));
    if (isOdd) throw new Refused("trust-other-keys");
    if (!first) trusts.push(trust);
  }
  return trusts;
}

// One of the names the same to an eye: width, case and gaps aside.
function isCalledAlike(...two) {
  const [ours, others] = two.map(({ name }) => [name.zh, name.en].map((words) => words.normalize("NFKC").toLowerCase().replaceAll(/\s/gu, "")));
  return ours.some((name) => others.includes(name));
}

function allOf({ document, register }) {
  return JSON.stringify([[...new Set(document.assertionMethod)].sort(), register]);
}

async function documentOf(did, keys) {
  const methods = await Promise.all(
    keys.map(async (key) => Object.assign(Object.create(null), { id: await keyId(did, key), controller: did, publicKeyJwk: key })),
  );
  return { id: did, verificationMethod: methods, assertionMethod: methods.map((one) => one.id) };
}

// Nobody whom the reader trusts issued this; the message is who says they did.
class Stranger extends Error {}

const KINDS = {
  identity: ["DigitalIdentityAnchor", [VC, UNTP]],
  check: ["DigitalConformityCredential", [VC, UNTP]],
  status: ["BitstringStatusListCredential", [VC]],
};

// A credential that one of the trusted associations signed. Its times are read, and not judged yet.
async function openedConfirmed(member, content, kind, trusts) {
  const text = latin(content);
  const did = issuerOf(tableOf(parsed(text, "vc+jwt").payload));
  const by = trusts.find((trust) => trust.did === did);
  if (!by) throw new Stranger(did);
  const { claims } = await opened(text, [by.document]);
  mustBe(claims, ...KINDS[kind]);
  const window = windowOf(claims);
  if (window.until === null) throw new Unsound("time");
  return { member, by, claims, subject: claims.credentialSubject, ...window };
}

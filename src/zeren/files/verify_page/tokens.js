// Compact JWS, keys and hashes, as strictly as `zeren verify` reads them.

const ALGORITHMS = ["ES256", "EdDSA", "Ed25519"];
const HEADER = ["alg", "typ", "cty", "kid"];
const MOST_TOKEN = 2_000_000; // characters
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

// This browser lacks what a signature needs: nothing can be said of the file.
class Unable extends Error {}

// The one spelling only: no padding, no foreign sign, no stray bits at the end.
function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new Unsound("base64url");
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  if (toBase64url(bytes) !== text) throw new Unsound("base64url");
  return bytes;
}

function toBase64url(bytes) {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) throw new Unsound("base64");
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new Unsound("base64");
  return bytes;
}

function toBase64(bytes) {
  return btoa(latin(bytes));
}

// Take apart a token of this type; nothing in it is trusted until its signature was checked.
function parsed(text, typ) {
  const parts = text.split(".");
  if (text.length > MOST_TOKEN) throw new Unsound("size");
  if (parts.length !== 3) throw new Unsound("form");
  const [head, payload, signature] = parts.map(fromBase64url);
  const header = tableOf(head);
  if (!Object.entries(header).every(([name, value]) => HEADER.includes(name) && typeof value === "string")) throw new Unsound("header");
  if (!ALGORITHMS.includes(header.alg)) throw new Unsound("algorithm");
  if (header.typ !== typ) throw new Unsound("type");
  return { header, payload, signed: utf8(`${parts[0]}.${parts[1]}`), signature };
}

// The claims of a token that this key signed.
async function checked(text, typ, jwk) {
  const { header, payload, signed, signature } = parsed(text, typ);
  if (!(await holds(jwk, header.alg, signed, signature))) throw new Unsound("signature");
  return tableOf(payload);
}

// Whether this key signed this message. Whatever does not fit together is no.
async function holds(jwk, alg, signed, signature) {
  const isCurve = jwk.crv === "P-256";
  if (isCurve !== (alg === "ES256") || signature.length !== 64) return false;
  const how = isCurve ? { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } : { name: "Ed25519" };
  try {
    const key = await crypto.subtle.importKey("jwk", { ...jwk }, how, false, ["verify"]);
    return await crypto.subtle.verify(how, key, signature, signed);
  } catch (fault) {
    if (fault.name === "NotSupportedError") throw new Unable();
    return false;
  }
}

async function digest(bytes, algorithm = "SHA-256") {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
}

async function digestOfText(text) {
  return toBase64url(await digest(utf8(text)));
}

async function thumbprint(jwk) {
  const names = jwk.kty === "EC" ? ["crv", "kty", "x", "y"] : ["crv", "kty", "x"];
  return digestOfText(`{${names.map((name) => `"${name}":"${jwk[name]}"`).join(",")}}`);
}

function hex(bytes) {
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
}

// ── public keys ──

// The members that make a key of P-256 or Ed25519 and no others.
function publicKey(jwk) {
  const kinds = { "EC P-256": ["x", "y"], "OKP Ed25519": ["x"] };
  const names = isTable(jwk) && !("d" in jwk) && kinds[`${jwk.kty} ${jwk.crv}`];
  if (!names || !names.every((name) => typeof jwk[name] === "string")) throw new Unsound("key");
  const numbers = names.map((name) => fromBase64url(jwk[name]));
  if (numbers.some((number) => number.length !== 32)) throw new Unsound("key");
  if (jwk.kty === "EC" && !isOnCurve(...numbers.map((number) => BigInt(`0x${hex(number)}`)))) throw new Unsound("key");
  return keyMade(jwk.kty, jwk.crv, ...names.map((name) => jwk[name]));
}

function keyMade(kty, crv, x, y) {
  return Object.assign(Object.create(null), y === undefined ? { kty, crv, x } : { kty, crv, x, y });
}

function keyOfDid(did) {
  const bytes = fromBase58(did.slice("did:key:z".length));
  const kind = hex(bytes.subarray(0, 2));
  if (kind === "ed01" && bytes.length === 34) return keyMade("OKP", "Ed25519", toBase64url(bytes.subarray(2)));
  if (kind === "8024" && bytes.length === 35 && [2, 3].includes(bytes[2])) return pointOf(bytes.subarray(2));
  throw new Unsound("did");
}

function fromBase58(text) {
  let number = 0n;
  for (const sign of text) number = number * 58n + BigInt(BASE58.indexOf(sign));
  const digits = number ? number.toString(16) : "";
  const zeros = /^1*/.exec(text)[0].length;
  return concat(new Uint8Array(zeros), fromHex(digits.length % 2 ? `0${digits}` : digits));
}

function isOnCurve(x, y) {
  return x < P && y < P && (y * y - x * x * x + 3n * x - B) % P === 0n;
}

// A point of P-256 from its compressed form. p ≡ 3 (mod 4), so a root of a is a^((p+1)/4).
function pointOf(compressed) {
  const x = BigInt(`0x${hex(compressed.subarray(1))}`);
  const square = (((x * x * x - 3n * x + B) % P) + P) % P;
  let y = power(square, (P + 1n) / 4n);
  if (Number(y & 1n) !== compressed[0] - 2) y = P - y;
  if (!isOnCurve(x, y)) throw new Unsound("key");
  return keyMade("EC", "P-256", toBase64url(compressed.subarray(1)), toBase64url(fromHex(y.toString(16).padStart(64, "0"))));
}

function power(base, exponent) {
  let result = 1n;
  for (let rest = exponent, square = base; rest; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

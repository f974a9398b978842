// Compact JWS, keys and hashes, as strictly as `zeren verify` reads them.

const HEADER = new Set(["alg", "typ", "cty", "kid"]);
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function fromBase64url(text) {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw new Unsound("base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
  if (toBase64url(bytes) !== text) throw new Unsound("base64url");
  return bytes;
}

function toBase64url(bytes) {
  return btoa(latin(bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

// JSON.parse keeps the last of two equal keys in silence; a signature must not hide such a thing.
function jsonOf(bytes) {
  let value;
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Unsound("json");
  }
  if (!isShallow(value, 50) ) throw new Unsound("json");
  if (hasDoubleKey(text)) throw new Unsound("duplicate-key");
  return value;
}

function tableOf(bytes) {
  const table = jsonOf(bytes);
  if (!isTable(table)) throw new Unsound("json");
  return table;
}

function isTable(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isShallow(value, left) {
  if (value === null || typeof value !== "object") return true;
  return left > 1 && Object.values(value).every((one) => isShallow(one, left - 1));
}

function hasDoubleKey(text) {
  const open = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;
  let last = "";
  for (let match; (match = token.exec(text)); ) {
    const sign = match[0];
    if (sign === "{") open.push(new Set());
    else if (sign === "[") open.push(null);
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === ":") {
      const key = JSON.parse(last);
      if (open.at(-1).has(key)) return true;
      open.at(-1).add(key);
    }
    last = sign;
  }
  return false;
}

function parsed(bytes, typ) {
  const text = latin(bytes);
  const parts = text.split(".");
  if (text.length > 2_000_000) throw new Unsound("size");
  if (parts.length !== 3) throw new Unsound("form");
  const [head, payload, signature] = parts.map(fromBase64url);
  const header = tableOf(head);
  for (const [name, value] of Object.entries(header)) {
    if (!HEADER.has(name) || typeof value !== "string") throw new Unsound("header");
  }
  if (!["ES256", "EdDSA", "Ed25519"].includes(header.alg)) throw new Unsound("algorithm");
  if (header.typ !== typ) throw new Unsound("type");
  return { header, claims: tableOf(payload), signed: utf8(`${parts[0]}.${parts[1]}`), signature };
}

async function checked(bytes, typ, jwk) {
  const token = parsed(bytes, typ);
  if (!(await holds(jwk, token.header.alg, token.signed, token.signature))) throw new Unsound("signature");
  return token;
}

async function holds(jwk, alg, signed, signature) {
  const isCurve = jwk.kty === "EC" && jwk.crv === "P-256" && alg === "ES256";
  const isEdwards = jwk.kty === "OKP" && jwk.crv === "Ed25519" && alg !== "ES256";
  if ((!isCurve && !isEdwards) || signature.length !== 64) return false;
  const how = isCurve ? { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } : { name: "Ed25519" };
  const { kty, crv, x, y } = jwk;
  const plain = isCurve ? { kty, crv, x, y } : { kty, crv, x };
  try {
    const key = await crypto.subtle.importKey("jwk", plain, how, false, ["verify"]);
    return await crypto.subtle.verify(how, key, signature, signed);
  } catch (fault) {
    if (fault.name === "NotSupportedError") throw new Unsound("browser");
    return false;
  }
}

async function digest(bytes, algorithm = "SHA-256") {
  return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
}

function hex(bytes) {
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

async function thumbprint(jwk) {
  const names = jwk.kty === "EC" ? ["crv", "kty", "x", "y"] : ["crv", "kty", "x"];
  const table = `{${names.map((name) => `"${name}":${JSON.stringify(jwk[name])}`).join(",")}}`;
  return toBase64url(await digest(utf8(table)));
}

function keyOfDid(did) {
  const bytes = fromBase58(did.slice("did:key:z".length));
  if (bytes[0] === 0xed && bytes[1] === 0x01 && bytes.length === 34) {
    return { kty: "OKP", crv: "Ed25519", x: toBase64url(bytes.subarray(2)) };
  }
  if (bytes[0] === 0x80 && bytes[1] === 0x24 && bytes.length === 35) {
    return pointOf(bytes.subarray(2));
  }
  throw new Unsound("did");
}

function fromBase58(text) {
  if (text.length > 64) throw new Unsound("did");
  let number = 0n;
  for (const sign of text) {
    const value = BASE58.indexOf(sign);
    if (value < 0) throw new Unsound("did");
    number = number * 58n + BigInt(value);
  }
  const digits = number.toString(16);
  return fromHex(digits.length % 2 ? `0${digits}` : digits);
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
}

// A point of P-256 from its compressed form: y² = x³ − 3x + b (mod p), SEC 1, 2.3.4.
function pointOf(compressed) {
  const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
  const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
  const x = BigInt(`0x${hex(compressed.subarray(1))}`);
  const square = (((x * x * x - 3n * x + b) % p) + p) % p;
  let y = power(square, (p + 1n) / 4n, p);
  if (x >= p || (y * y) % p !== square || compressed[0] < 2 || compressed[0] > 3) throw new Unsound("did");
  if (y % 2n !== BigInt(compressed[0] & 1)) y = p - y;
  const number = (one) => toBase64url(fromHex(one.toString(16).padStart(64, "0")));
  return { kty: "EC", crv: "P-256", x: number(x), y: number(y) };
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (let rest = exponent, square = base; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

// The members of a declaration out of a PDF, a .zeren zip or a single token. Nothing is trusted:
// every size is capped while inflating, every name must be known, each may stand only once.

const MOST = 4_000_000; // bytes of all members together
const MEMBER = /^(declaration\.jwt|statement\.json|answers\.sd-jwt|did\.json|proof\.json|(identity|check|status)-[1-9]\.jwt)$/;

class Unsound extends Error {}

async function inflated(bytes, format, most = MOST) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
  const parts = [];
  let size = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) throw new Unsound("size");
      parts.push(value);
    }
  } catch (fault) {
    reader.cancel().catch(() => {});
    throw fault instanceof Unsound ? fault : new Unsound("compressed");
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function packageOf(bytes) {
  const head = latin(bytes.subarray(0, 1024));
  if (head.startsWith("PK\x03\x04")) return fromZip(bytes);
  if (head.includes("%PDF-")) return fromPdf(bytes);
  if (/^[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(latin(bytes))) {
    return new Map([["declaration.jwt", utf8(latin(bytes).trim())]]);
  }
  throw new Unsound("no-declaration");
}

async function fromZip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - 22;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Unsound("zip");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const members = new Map();
  let size = 0;
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw new Unsound("zip");
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = latin(bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    if (flags & 1 || !MEMBER.test(name) || members.has(name)) throw new Unsound("zip");
    if (local + 30 > end || view.getUint32(local, true) !== 0x04034b50) throw new Unsound("zip");
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const raw = bytes.subarray(start, start + packed);
    if (start + packed > end || (method !== 0 && method !== 8)) throw new Unsound("zip");
    const content = method === 0 ? raw : await inflated(raw, "deflate-raw", MOST - size);
    size += content.length;
    if (size > MOST) throw new Unsound("size");
    members.set(name, content);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

// A PDF keeps each attachment in a stream object of its own. What it is follows from its content,
// so that a name that was changed on the way changes nothing.
async function fromPdf(bytes) {
  const text = latin(bytes);
  if (/\/Encrypt\b/.test(text.slice(-4096))) throw new Unsound("encrypted");
  const members = new Map();
  const numbers = { identity: 0, check: 0, status: 0 };
  const found = /<<(?:(?!stream|endobj)[\s\S]){0,2000}?\/EmbeddedFile\b(?:(?!endobj)[\s\S]){0,2000}?\bstream\r?\n/g;
  let size = 0;
  for (let match; (match = found.exec(text)); ) {
    const start = found.lastIndex;
    const stop = text.indexOf("endstream", start);
    if (stop < 0) throw new Unsound("pdf");
    found.lastIndex = stop;
    const isDeflated = /\/Filter\s*(\[\s*)?\/FlateDecode\b/.test(match[0]);
    const raw = trimmed(bytes, start, stop);
    let content;
    try {
      content = isDeflated ? await inflated(raw, "deflate", MOST - size) : raw;
    } catch (fault) {
      if (fault.message === "size") throw fault;
      continue; // another program's attachment, packed in a way that ours never is
    }
    size += content.length;
    const kind = kindOf(content);
    if (!kind) continue;
    const name = kind in numbers ? `${kind}-${(numbers[kind] += 1)}.jwt` : kind;
    if (members.has(name) && !sameBytes(members.get(name), content)) throw new Unsound("twice");
    members.set(name, content);
  }
  if (!members.has("declaration.jwt")) throw new Unsound("no-declaration");
  return members;
}

function trimmed(bytes, start, stop) {
  let end = stop;
  if (bytes[end - 1] === 10) end -= 1;
  if (bytes[end - 1] === 13) end -= 1;
  return bytes.subarray(start, end);
}

function kindOf(content) {
  const text = latin(content);
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return kindOfToken(text);
  if (/^[\w-]+\.[\w-]+\.[\w-]+~/.test(text)) return "answers.sd-jwt";
  let table;
  try {
    table = jsonOf(content);
  } catch {
    return null;
  }
  if (Array.isArray(table)) return table.every((one) => one?.id?.startsWith?.("did:")) ? "did.json" : null;
  if (!isTable(table)) return null;
  if (table.profile?.startsWith?.("zeren-declaration/")) return "statement.json";
  return "checkpoint" in table && "hashes" in table ? "proof.json" : null;
}

function kindOfToken(text) {
  try {
    const types = [].concat(tableOf(fromBase64url(text.split(".")[1])).type ?? []);
    if (types.includes("BitstringStatusListCredential")) return "status";
    if (types.includes("DigitalIdentityAnchor")) return "identity";
    const level = tableOf(fromBase64url(text.split(".")[1])).credentialSubject?.assessorLevel;
    return level === "self" ? "declaration.jwt" : "check";
  } catch {
    return null;
  }
}

function sameBytes(a, b) {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function latin(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return text;
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

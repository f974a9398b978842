// What a declaration travels in: a PDF, a `.zeren` zip or the credential alone. Told by its content; whatever is
// odd is refused with the code of the command's own refusal, for REFUSALS has the words.

const MOST_FILE = 32_000_000; // bytes
const MOST = 4_000_000; // of all members together
const MOST_DEFLATED = 5_000_000; // bytes of a file that are unpacked: those that give nothing cost time, too
const MEMBER = /^(?:declaration\.jwt|statement\.json|answers\.sd-jwt|did\.json|proof\.json|(?:identity|check|status)-[1-9]\.jwt|signature-[1-9]\.p7s)$/;

class Refused extends Error {
  constructor(code, part = "") {
    super(code);
    this.part = shown(part);
  }
}

// Members by name.
function packageOf(bytes) {
  if (!bytes.length) throw new Refused("file-empty");
  if (bytes.length > MOST_FILE) throw new Refused("envelope-too-large");
  if (startsWith(bytes, "%PDF-")) return withDeclaration(fromPdf(bytes));
  if (startsWith(bytes, "PK")) return withDeclaration(fromZip(bytes));
  if (startsWith(bytes, "eyJ") && bytes.length <= MOST) {
    return new Map([[bytes.includes(126) ? "answers.sd-jwt" : "declaration.jwt", bytes]]);
  }
  throw new Refused("envelope-kind");
}

function withDeclaration(members) {
  if (!members.has("declaration.jwt")) throw new Refused("envelope-no-declaration");
  return members;
}

// ── a plain zip of members, nothing beside or between them ──

function fromZip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = partsOf(bytes, view);
  refuseOthers(parts.map((part) => part.name));
  refuseHidden(bytes, view, parts);
  const deflated = parts.reduce((sum, part) => sum + (part.method ? part.packed : 0), 0);
  if (deflated > MOST_DEFLATED) throw new Refused("envelope-too-complicated");
  const members = new Map();
  let left = MOST;
  for (const part of parts) {
    const content = contentOf(bytes, part, left);
    members.set(part.name, content);
    left -= content.length;
  }
  return members;
}

const OFFICE = { "xl/": "envelope-workbook", "word/": "envelope-document", "ppt/": "envelope-slides" };

// Beside members nothing lies; a zip of anything else is told by what people know it as.
function refuseOthers(names) {
  const others = names.filter((name) => !MEMBER.test(name));
  if (!others.length) return;
  const [, office] = Object.entries(OFFICE).find(([folder]) => names.some((name) => name.startsWith(folder))) ?? [];
  throw new Refused(others.length < names.length ? "envelope-other-member" : (office ?? "envelope-other-zip"), others[0]);
}

function partsOf(bytes, view) {
  if (!startsWith(bytes, "PK\x03\x04")) throw new Refused("envelope-kind");
  const { first, end, count } = directoryOf(bytes, view);
  const parts = [];
  let at = first;
  for (let number = 0; number < count; number += 1) {
    const { after, ...part } = partAt(bytes, view, at);
    parts.push(part);
    at = after;
  }
  if (at !== end) throw new Refused("envelope-damaged");
  refuseUnsafeNames(parts);
  refuseSharedBytes(parts, first);
  return parts;
}

function directoryOf(bytes, view) {
  let end = bytes.length - 22;
  for (const least = Math.max(0, end - 0xffff); end >= least && !startsWith(bytes, "PK\x05\x06", end); ) end -= 1;
  if (end < 0 || !startsWith(bytes, "PK\x05\x06", end)) throw new Refused("envelope-cut-off");
  const [disk, firstDisk, here, count] = [4, 6, 8, 10].map((at) => view.getUint16(end + at, true));
  const [size, first] = [12, 16].map((at) => view.getUint32(end + at, true));
  const isWhole = end + 22 + view.getUint16(end + 20, true) === bytes.length;
  if (disk || firstDisk || here !== count || !isWhole || count > 2_000 || first + size !== end) throw new Refused("envelope-damaged");
  return { first, end, count };
}

function partAt(bytes, view, at) {
  if (!startsWith(bytes, "PK\x01\x02", at) || at + 46 > bytes.length) throw new Refused("envelope-damaged");
  const [flags, method] = [8, 10].map((more) => view.getUint16(at + more, true));
  const [crc, packed, size] = [16, 20, 24].map((more) => view.getUint32(at + more, true));
  const [nameSize, extraSize, commentSize] = [28, 30, 32].map((more) => view.getUint16(at + more, true));
  const [outside, local] = [38, 42].map((more) => view.getUint32(at + more, true));
  const after = at + 46 + nameSize;
  const raw = bytes.subarray(at + 46, after);
  const name = latin(raw);
  if ([packed, size, local].includes(0xffffffff) || isRenamed(bytes.subarray(after, after + extraSize))) throw new Refused("envelope-odd-zip");
  if (flags & 0x41) throw new Refused("envelope-password");
  if (method !== 0 && method !== 8) throw new Refused("envelope-packing");
  if (outside >>> 28 === 0o12) throw new Refused("envelope-link");
  const start = startOf(bytes, view, local, raw, method);
  return { name, start, packed, size, crc, method, after: after + extraSize + commentSize };
}

// Where the packed bytes begin, if the local header tells the same story as the directory.
function startOf(bytes, view, local, raw, method) {
  if (!startsWith(bytes, "PK\x03\x04", local) || local + 30 > bytes.length) throw new Refused("envelope-damaged");
  const [flags, how, nameSize, extraSize] = [6, 8, 26, 28].map((at) => view.getUint16(local + at, true));
  const after = local + 30;
  const isSame = how === method && sameBytes(bytes.subarray(after, after + nameSize), raw);
  if (!isSame || flags & 0x41) throw new Refused("envelope-damaged");
  return after + nameSize + extraSize;
}

function isRenamed(extra) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + (extra[at + 2] | (extra[at + 3] << 8))) {
    if ((extra[at] | (extra[at + 1] << 8)) === 0x7075) return true;
  }
  return false;
}

function refuseUnsafeNames(parts) {
  const seen = new Set();
  for (const part of parts) {
    const name = part.name.replaceAll("\\", "/").toLowerCase();
    if (/[\0-\x1f\x7f:]|^\/|(^|\/)\.\.(\/|$)/.test(name)) throw new Refused("envelope-odd-zip");
    if (seen.has(name)) throw new Refused("envelope-same-name");
    seen.add(name);
  }
}

// Parts that share packed bytes are how a small zip unpacks into a huge one.
function refuseSharedBytes(parts, end) {
  const spans = parts.map(({ start, packed }) => [start, start + packed]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  spans.push([end, end]);
  for (let at = 1; at < spans.length; at += 1) if (spans[at - 1][1] > spans[at][0]) throw new Refused("envelope-false-size");
}

// Each part begins where the one before ended; the directory begins after the last.
function refuseHidden(bytes, view, parts) {
  const afterDescriptor = (at) => (startsWith(bytes, "PK\x07\x08", at) ? at + 16 : at);
  let end = 0;
  for (const part of [...parts].sort((a, b) => a.start - b.start)) {
    const at = afterDescriptor(end);
    const isHere = startsWith(bytes, "PK\x03\x04", at) && at + 30 <= bytes.length;
    const [nameSize, extraSize] = isHere ? [26, 28].map((more) => view.getUint16(at + more, true)) : [0, 0];
    if (!isHere || at + 30 + nameSize + extraSize !== part.start) throw new Refused("envelope-hidden");
    end = part.start + part.packed;
  }
  if (!startsWith(bytes, "PK\x01\x02", afterDescriptor(end))) throw new Refused("envelope-hidden");
}

function contentOf(bytes, part, most) {
  const packed = bytes.subarray(part.start, part.start + part.packed);
  const content = part.method ? unzipped(packed, most) : packed;
  if (content.length > most) throw new Refused("envelope-unpacks-too-large");
  if (content.length !== part.size || crc32(content) !== part.crc) throw new Refused("envelope-false-size");
  if (startsWith(content, "PK\x03\x04") || startsWith(content, "%PDF-")) throw new Refused("envelope-nested", part.name);
  return content;
}

function unzipped(packed, most) {
  try {
    const { content, end } = inflated(packed, "raw", most);
    if (end !== packed.length) throw new Damaged();
    return content;
  } catch (fault) {
    throw refusalOf(fault);
  }
}

function refusalOf(fault) {
  if (fault instanceof TooLarge) return new Refused("envelope-unpacks-too-large");
  return fault instanceof Damaged ? new Refused("envelope-damaged") : fault;
}

// ── bytes ──

function startsWith(bytes, mark, at = 0) {
  if (at < 0 || at + mark.length > bytes.length) return false;
  for (let more = 0; more < mark.length; more += 1) if (bytes[at + more] !== mark.charCodeAt(more)) return false;
  return true;
}

// Where the mark stands between two places, or -1.
function indexOfMark(bytes, mark, at, end = bytes.length) {
  const last = Math.min(end, bytes.length) - mark.length;
  for (let found = at; found <= last; found += 1) {
    found = bytes.indexOf(mark.charCodeAt(0), found);
    if (found < 0 || found > last) return -1;
    if (startsWith(bytes, mark, found)) return found;
  }
  return -1;
}

function sameBytes(a, b) {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function latin(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 32_768) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)));
  return pieces.join("");
}

function utf8(text) {
  return new TextEncoder().encode(text);
}

// A name that nobody has checked, safe to show.
function shown(name) {
  const escape = (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, "0")}`;
  return name.replaceAll(/[^\x20-\x7e]/g, escape).slice(0, 60);
}

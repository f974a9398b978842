// Unpacking (RFC 1950, 1951, 1952) that stops at a limit and tells where the packed bytes end. The browser's own
// DecompressionStream will not do: it unpacks megabytes before anybody can stop it, a file with thousands of
// streams keeps it busy for a minute, and older phones lack it.

const FAST = 9; // bits of a code that are looked up at once
const FEW = 64; // words that are counted out before a code is looked up: for a short block its table does not pay
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const FIRST_LENGTH = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

// Room to make codes in: a file may have hundreds of thousands.
const STARTS = new Uint16Array(17); // where the words of each length begin
const OWN = new Uint8Array(19);
const LENGTHS = new Uint8Array(286 + 30);

class Damaged extends Error {}
class TooLarge extends Error {}

class Bits {
  constructor(bytes, at) {
    Object.assign(this, { bytes, at, held: 0, count: 0 });
  }

  // Fill up to 24 bits as far as there are bytes; beyond the end come zeros that `take` refuses.
  fill() {
    while (this.count <= 16 && this.at < this.bytes.length) {
      this.held |= this.bytes[this.at] << this.count;
      this.at += 1;
      this.count += 8;
    }
  }

  take(count) {
    this.fill();
    if (count > this.count) throw new Damaged();
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return value;
  }

  // The next whole byte's place; what was read ahead is given back.
  toByte() {
    this.at -= this.count >> 3;
    this.held = this.count = 0;
    return this.at;
  }
}

// A canonical code, made of the lengths of its words between two places: short words looked up, long ones counted out.
class Code {
  constructor(lengths, first, end, isWhole = false) {
    this.longest = 0;
    this.counts = new Uint16Array(16);
    for (let at = first; at < end; at += 1) this.counts[lengths[at]] += 1;
    this.counts[0] = 0;
    const starts = STARTS;
    starts[1] = 0;
    let left = 1;
    for (let length = 1; length < 16; length += 1) {
      left = 2 * left - this.counts[length];
      if (left < 0) throw new Damaged();
      if (this.counts[length]) this.longest = length;
      starts[length + 1] = starts[length] + this.counts[length];
    }
    if (left > 0 && (isWhole || this.longest > 1)) throw new Damaged(); // some words would mean nothing
    this.symbols = new Uint16Array(starts[16]);
    for (let at = first; at < end; at += 1) {
      if (lengths[at]) this.symbols[starts[lengths[at]]++] = at - first;
    }
    this.fast = null;
    this.few = FEW;
  }

  look() {
    this.fast = new Uint16Array(1 << FAST);
    for (let length = 1, code = 0, at = 0; length <= FAST; length += 1, code <<= 1) {
      for (let left = this.counts[length]; left; left -= 1, code += 1, at += 1) {
        let turned = 0;
        for (let bit = 0; bit < length; bit += 1) turned |= ((code >> bit) & 1) << (length - 1 - bit);
        for (let one = turned; one < 1 << FAST; one += 1 << length) this.fast[one] = (this.symbols[at] << 4) | length;
      }
    }
  }

  read(bits) {
    if (this.fast) {
      bits.fill();
      const found = this.fast[bits.held & ((1 << FAST) - 1)];
      if (found && (found & 15) <= bits.count) {
        bits.take(found & 15);
        return found >> 4;
      }
    } else if ((this.few -= 1) === 0) this.look();
    for (let length = 1, code = 0, first = 0, at = 0; length <= this.longest; length += 1) {
      code |= bits.take(1);
      const count = this.counts[length];
      if (code - first < count) return this.symbols[at + code - first];
      at += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Damaged();
  }
}

class Output {
  constructor(most) {
    Object.assign(this, { most, size: 0, bytes: new Uint8Array(Math.min(most + 1, 65_536)) });
  }

  room(count) {
    if (this.size + count > this.most) throw new TooLarge();
    if (this.size + count <= this.bytes.length) return;
    const wider = new Uint8Array(Math.min(this.most + 1, Math.max(2 * this.bytes.length, this.size + count)));
    wider.set(this.bytes);
    this.bytes = wider;
  }

  append(bytes) {
    this.room(bytes.length);
    this.bytes.set(bytes, this.size);
    this.size += bytes.length;
  }

  repeat(distance, count) {
    if (distance > this.size) throw new Damaged();
    this.room(count);
    for (let end = this.size + count; this.size < end; this.size += 1) this.bytes[this.size] = this.bytes[this.size - distance];
  }
}

// The unpacked bytes, and where in `bytes` what was packed ends. Throws Damaged, or TooLarge beyond `most`.
function inflated(bytes, kind, most) {
  const start = { raw: 0, zlib: headOfZlib, gzip: headOfGzip }[kind];
  const bits = new Bits(bytes, typeof start === "number" ? start : start(bytes));
  const output = new Output(most);
  for (let isLast = 0; !isLast; ) {
    isLast = bits.take(1);
    const type = bits.take(2);
    if (type === 0) stored(bits, output);
    else if (type === 1) coded(bits, output, ...FIXED);
    else if (type === 2) coded(bits, output, ...dynamic(bits));
    else throw new Damaged();
  }
  const content = output.bytes.subarray(0, output.size);
  return { content, end: afterSum(bytes, bits.toByte(), kind, content) };
}

function stored(bits, output) {
  const at = bits.toByte();
  const [low, high, ...inverse] = bits.bytes.subarray(at, at + 4);
  const size = low | (high << 8);
  const end = at + 4 + size;
  if (inverse.length < 2 || (size ^ 0xffff) !== (inverse[0] | (inverse[1] << 8))) throw new Damaged();
  output.append(bits.bytes.subarray(at + 4, end));
  if (end > bits.bytes.length) throw new Damaged();
  bits.at = end;
}

function coded(bits, output, words, distances) {
  for (;;) {
    const symbol = words.read(bits);
    if (symbol === 256) return;
    if (symbol < 256) {
      output.room(1);
      output.bytes[output.size] = symbol;
      output.size += 1;
      continue;
    }
    if (symbol > 285) throw new Damaged();
    const count = FIRST_LENGTH[symbol - 257] + bits.take(LENGTH_BITS[symbol - 257]);
    const far = distances.read(bits);
    if (far > 29) throw new Damaged();
    const more = far < 2 ? 0 : (far >> 1) - 1;
    output.repeat((far < 2 ? far : (2 + (far & 1)) << more) + 1 + bits.take(more), count);
  }
}

const FIXED = [Uint8Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)), new Uint8Array(32).fill(5)].map(
  (lengths) => new Code(lengths, 0, lengths.length),
);

function dynamic(bits) {
  const [words, distances, count] = [bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4];
  if (words > 286 || distances > 30) throw new Damaged();
  for (let at = 0; at < 19; at += 1) OWN[ORDER[at]] = at < count ? bits.take(3) : 0;
  const code = new Code(OWN, 0, 19, true);
  const end = words + distances;
  for (let at = 0; at < end; ) {
    const symbol = code.read(bits);
    if (symbol < 16) {
      LENGTHS[at++] = symbol;
      continue;
    }
    if (symbol === 16 && at === 0) throw new Damaged();
    const again = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (at + again > end) throw new Damaged();
    LENGTHS.fill(symbol === 16 ? LENGTHS[at - 1] : 0, at, at + again);
    at += again;
  }
  if (!LENGTHS[256]) throw new Damaged();
  return [new Code(LENGTHS, 0, words), new Code(LENGTHS, words, end)];
}

function headOfZlib(bytes) {
  const [how, flags] = bytes;
  if (bytes.length < 2 || (how & 15) !== 8 || how >> 4 > 7 || (how * 256 + flags) % 31 || flags & 32) throw new Damaged();
  return 2;
}

function headOfGzip(bytes) {
  const flags = bytes[3];
  if (bytes.length < 10 || bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8 || flags & 0xe0) throw new Damaged();
  let at = 10;
  if (flags & 4) at += 2 + bytes[at] + 256 * bytes[at + 1];
  for (const bit of [8, 16]) if (flags & bit) at = bytes.indexOf(0, at) + 1 || bytes.length; // a name, a comment
  return flags & 2 ? at + 2 : at;
}

function afterSum(bytes, at, kind, content) {
  if (kind === "raw") return at;
  const end = at + (kind === "zlib" ? 4 : 8);
  if (end > bytes.length) throw new Damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isRight =
    kind === "zlib"
      ? view.getUint32(at) === adler32(content)
      : view.getUint32(at, true) === crc32(content) && view.getUint32(at + 4, true) === content.length;
  if (!isRight) throw new Damaged();
  return end;
}

function adler32(bytes) {
  let [a, b] = [1, 0];
  for (let at = 0; at < bytes.length; ) {
    for (const end = Math.min(at + 3800, bytes.length); at < end; at += 1) {
      a += bytes[at];
      b += a;
    }
    [a, b] = [a % 65_521, b % 65_521];
  }
  return ((b << 16) | a) >>> 0;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let found = byte;
  for (let bit = 0; bit < 8; bit += 1) found = found & 1 ? (found >>> 1) ^ 0xedb88320 : found >>> 1;
  return found;
});

function crc32(bytes) {
  let found = 0xffffffff;
  for (const byte of bytes) found = (found >>> 8) ^ CRC[(found ^ byte) & 255];
  return (found ^ 0xffffffff) >>> 0;
}

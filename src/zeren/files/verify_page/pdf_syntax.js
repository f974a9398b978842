// The syntax of PDF as far as attachments need it: dictionaries (Map), names, strings, references, numbers.
// Nothing here trusts the file: depth and the number of tokens are bounded, and every sign is looked at once.

const MOST_TOKENS = 40_000; // of one file; a declaration of twelve pages has some three hundred
const BYTES_A_TOKEN = 100; // or objects of one number: as many more cost a token, however few stand in them
const DEEPEST = 32;
const LETTERS = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const [REGULAR, SPACE, DELIMITER] = [0, 1, 2];
const CLASS = new Uint8Array(256);
for (const sign of "\0\t\n\f\r ") CLASS[sign.charCodeAt(0)] = SPACE;
for (const sign of "()<>[]{}/%") CLASS[sign.charCodeAt(0)] = DELIMITER;

class Name {
  constructor(text) {
    this.text = text;
  }
}

class Ref {
  constructor(number) {
    this.number = number;
  }
}

class Quoted {
  constructor(text) {
    this.text = text;
  }
}

class Budget {
  constructor(tokens = MOST_TOKENS) {
    this.tokens = tokens;
  }

  spend(count = 1) {
    this.tokens -= count;
    if (this.tokens < 0) throw new Refused("envelope-too-complicated");
  }
}

// Reads values from `data`, from `at` on.
class Parser {
  constructor(data, at, budget) {
    Object.assign(this, { data, at, budget });
  }

  value(depth = 0) {
    this.budget.spend();
    const { data } = this;
    const at = afterGap(data, this.at, data.length);
    const sign = String.fromCharCode(data[at]);
    if (depth > DEEPEST && at < data.length) throw new Refused("envelope-too-complicated");
    if (startsWith(data, "<<", at)) return this.dict(at + 2, depth);
    if (sign === "[") return this.list(at + 1, depth);
    if (sign === "/") return this.name(at);
    if (sign === "(") return this.string(at + 1);
    if (sign === "<") return this.hex(at + 1);
    if (at >= data.length || CLASS[data[at]] !== REGULAR) throw new Refused("envelope-damaged");
    return this.word(at);
  }

  dict(start, depth) {
    const table = new Map();
    this.at = start;
    while (!this.ends(">>")) {
      const key = this.value(depth + 1);
      if (!(key instanceof Name) || table.has(key.text)) throw new Refused("envelope-damaged");
      table.set(key.text, this.value(depth + 1));
    }
    return table;
  }

  list(start, depth) {
    const values = [];
    this.at = start;
    while (!this.ends("]")) values.push(this.value(depth + 1));
    return values;
  }

  ends(mark) {
    this.at = afterGap(this.data, this.at, this.data.length);
    if (!startsWith(this.data, mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  name(at) {
    this.at = afterClass(this.data, at + 1, REGULAR);
    const text = latin(this.data.subarray(at + 1, this.at));
    return new Name(text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, two) => String.fromCharCode(Number.parseInt(two, 16))));
  }

  string(start) {
    let at = start;
    for (let depth = 1; depth; at += 1) {
      if (at >= this.data.length) throw new Refused("envelope-damaged");
      const sign = this.data[at];
      if (sign === 92) at += 1; // whatever follows a backslash is no bracket
      if (sign === 40 || sign === 41) {
        this.budget.spend();
        depth += sign === 40 ? 1 : -1;
      }
    }
    this.at = at;
    return new Quoted(latin(this.data.subarray(start, at - 1)).replaceAll(/\\([0-7]{1,3}|\r\n|[^])|\r\n?/g, unescaped));
  }

  hex(start) {
    const end = this.data.indexOf(62, start);
    const text = end < 0 ? "?" : latin(this.data.subarray(start, end));
    if (/[^0-9A-Fa-f\0\t\n\f\r ]/.test(text)) throw new Refused("envelope-damaged");
    this.at = end + 1;
    const digits = text.replaceAll(/[^0-9A-Fa-f]/g, "");
    return new Quoted(latin(fromHex(digits.length % 2 ? `${digits}0` : digits)));
  }

  word(at) {
    const ref = afterNumbers(this.data, at, "R");
    this.at = ref ?? afterClass(this.data, at, REGULAR);
    const text = latin(this.data.subarray(at, this.at));
    if (ref) return new Ref(Number(/^\d+/.exec(text)[0]));
    return /^\d{1,10}$/.test(text) ? Number(text) : text;
  }
}

function unescaped(_, sign) {
  if (sign === undefined) return "\n";
  if (/^[0-7]/.test(sign)) return String.fromCharCode(Number.parseInt(sign, 8) & 0xff);
  return /^[\r\n]/.test(sign) ? "" : (LETTERS[sign] ?? sign);
}

// Beyond spaces and comments.
function afterGap(data, at, end) {
  while (at < end) {
    if (data[at] === 37) while (at < end && data[at] !== 10 && data[at] !== 13) at += 1;
    else if (CLASS[data[at]] === SPACE) at += 1;
    else break;
  }
  return at;
}

function afterClass(data, at, kind, most = Infinity) {
  let end = at;
  while (end < data.length && end - at < most && CLASS[data[end]] === kind) end += 1;
  return end;
}

function afterDigits(data, at, most) {
  let end = at;
  while (end < data.length && end - at <= most && data[end] >= 48 && data[end] <= 57) end += 1;
  return end > at && end - at <= most ? end : null;
}

// Beyond two numbers and a word, such as `12 0 obj`; null where they do not stand here.
function afterNumbers(data, at, word) {
  for (const most of [10, 5]) {
    const digits = afterDigits(data, at, most);
    const end = digits === null ? null : afterClass(data, digits, SPACE, 10);
    if (end === null || end === digits || end - digits > 9) return null;
    at = end;
  }
  const end = at + word.length;
  const isAlone = end >= data.length || CLASS[data[end]] !== REGULAR;
  return startsWith(data, word, at) && isAlone ? end : null;
}

// A text string of PDF: UTF-16 or UTF-8 by its mark, else read as Latin-1.
function textOf(value) {
  if (!(value instanceof Quoted)) return null;
  const bytes = Uint8Array.from(value.text, (sign) => sign.charCodeAt(0));
  for (const [mark, encoding] of [["\xfe\xff", "utf-16be"], ["\xff\xfe", "utf-16le"], ["\xef\xbb\xbf", "utf-8"]]) {
    if (value.text.startsWith(mark)) return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(mark.length));
  }
  return value.text;
}

function isSameValue(a, b) {
  if (a instanceof Map) return b instanceof Map && a.size === b.size && [...a].every(([key, one]) => b.has(key) && isSameValue(one, b.get(key)));
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, at) => isSameValue(one, b[at]));
  if (a === null || typeof a !== "object") return a === b;
  return a.constructor === b?.constructor && a.text === b.text && a.number === b.number;
}

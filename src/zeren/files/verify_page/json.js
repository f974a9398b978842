// JSON as strictly as the command reads it. JSON.parse keeps the last of two equal names in silence, and 1.0 and 1
// are one to it; a signature must not hide such a thing.

const DEEPEST_JSON = 32;

class Unsound extends Error {}

// A number with a fraction or exponent; a whole number is a plain one.
class Real {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

function jsonOf(bytes) {
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unsound("json");
  }
  const reader = new JsonReader(text);
  const value = reader.value(DEEPEST_JSON);
  reader.gap();
  if (reader.at !== text.length) throw new Unsound("json");
  return value;
}

function tableOf(bytes) {
  const table = jsonOf(bytes);
  if (!isTable(table)) throw new Unsound("json");
  return table;
}

function isTable(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Real);
}

function hasNames(table, names) {
  return isTable(table) && Object.keys(table).length === names.length && names.every((name) => name in table);
}

function isWhole(value, most = Infinity) {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

function isTexts(value) {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

// Whatever somebody wrote where words belong.
function plain(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isAlike(a, b) {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, at) => isAlike(one, b[at]));
  if (isTable(a)) return hasNames(b, Object.keys(a)) && Object.keys(a).every((name) => isAlike(a[name], b[name]));
  return a instanceof Real ? b instanceof Real && Number(a.text) === Number(b.text) : a === b;
}

class JsonReader {
  constructor(text) {
    Object.assign(this, { text, at: 0 });
  }

  gap() {
    while (" \t\n\r".includes(this.text[this.at] ?? "?")) this.at += 1;
  }

  // Whether this sign comes next; if so it is read.
  takes(sign) {
    this.gap();
    const found = this.text[this.at] === sign;
    if (found) this.at += 1;
    return found;
  }

  value(left) {
    if (left <= 0) throw new Unsound("json");
    if (this.takes("{")) return this.table(left - 1);
    if (this.takes("[")) return this.list(left - 1);
    if (this.text[this.at] === '"') return this.string();
    for (const [word, value] of [["true", true], ["false", false], ["null", null]]) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return this.number();
  }

  table(left) {
    const table = Object.create(null);
    if (this.takes("}")) return table;
    let isTwice = false;
    do {
      this.gap();
      const name = this.string();
      if (!this.takes(":")) throw new Unsound("json");
      isTwice ||= name in table;
      table[name] = this.value(left);
    } while (this.takes(","));
    if (!this.takes("}")) throw new Unsound("json");
    if (isTwice) throw new Unsound("duplicate-key");
    return table;
  }

  list(left) {
    const list = [];
    if (this.takes("]")) return list;
    do list.push(this.value(left));
    while (this.takes(","));
    if (!this.takes("]")) throw new Unsound("json");
    return list;
  }

  string() {
    const start = this.at;
    if (this.text[start] !== '"') throw new Unsound("json");
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    this.at = end + 1;
    let value;
    try {
      value = JSON.parse(this.text.slice(start, end + 1));
    } catch {
      throw new Unsound("json");
    }
    if (/\p{Surrogate}/u.test(value)) throw new Unsound("json"); // half of a pair is no character
    return value;
  }

  number() {
    const form = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
    form.lastIndex = this.at;
    const found = form.exec(this.text);
    if (!found || !Number.isFinite(Number(found[0]))) throw new Unsound("json");
    this.at = form.lastIndex;
    if (found[1] || found[2]) return new Real(found[0]);
    if (!Number.isSafeInteger(Number(found[0]))) throw new Unsound("json");
    return Number(found[0]);
  }
}

// The members of a declaration, read out of a PDF as the command reads them. The file is walked once from its first
// byte to its last, over all its revisions; the tables that say where objects lie are not trusted. Whatever was
// ever attached under the name of a member is read, and two different contents under one name are refused.

const MOST_LOOSE = 4_000_000; // bytes outside of streams
const MOST_PACKED = 16_000_000; // bytes that all object streams unpack to
const MOST_OBJECTS = 20_000;
const MOST_COPIES = 4 * MOST; // of members, the same ones in several revisions included
const MOST_ATTACHED = 1_000;
const MOST_DIGITS = 15; // of a place in an object stream
const MOST_BRACKETS = 200_000; // around words, outside of streams
const ENDS = ["", "\n", "\r", "\r\n"];

function fromPdf(data) {
  const pdf = new Pdf(data);
  pdf.walk();
  pdf.checkLengths();
  for (const stream of pdf.streams("ObjStm")) pdf.unpack(stream);
  const found = new Map();
  let [copies, count] = [MOST_COPIES, 0];
  for (const [name, stream] of pdf.attached()) {
    count += 1;
    if (count > MOST_ATTACHED) throw new Refused("envelope-too-complicated");
    const content = pdf.unpackedOnce(stream, Math.min(MOST, copies));
    copies -= content.length;
    if (found.has(name) && !sameBytes(found.get(name), content)) throw new Refused("envelope-twice", name);
    found.set(name, content);
  }
  const size = [...found.values()].reduce((sum, content) => sum + content.length, 0);
  if (size > MOST) throw new Refused("envelope-unpacks-too-large");
  return found;
}

const HAS_FILES = ["/EF", "/#45F", "/E#46", "/#45#46"]; // a name may be written in hex

class Pdf {
  constructor(data) {
    Object.assign(this, { data, objects: new Map(), count: 0, loose: MOST_LOOSE, packed: MOST_PACKED });
    Object.assign(this, { budget: new Budget(), brackets: new Budget(MOST_BRACKETS), deflated: MOST_DEFLATED, unpacked: new Map(), trailers: [] });
  }

  // ── once through the file ──

  walk() {
    const { data } = this;
    let end = data.length;
    while (end > Math.max(0, data.length - 1024) && CLASS[data[end - 1]] === SPACE) end -= 1;
    if (!startsWith(data, "%%EOF", end - 5)) throw new Refused("envelope-cut-off");
    for (let at = this.gap(0); at < data.length; at = this.gap(at)) {
      this.counted();
      const head = afterNumbers(data, at, "obj");
      if (head) at = this.object(at, head);
      else if (startsWith(data, "xref", at)) at = this.spent(at, afterTable(data, at + 4));
      else if (startsWith(data, "trailer", at)) at = this.trailer(at + 7);
      else if (startsWith(data, "startxref", at)) at = this.spent(at, afterPointer(data, at + 9));
      else throw new Refused("envelope-hidden");
    }
  }

  gap(at) {
    return this.spent(at, afterGap(this.data, at, Math.min(this.data.length, at + this.loose)));
  }

  // What lies between two places counts against the bytes outside of streams.
  spent(at, end) {
    this.loose -= (end ?? this.data.length) - at;
    if (this.loose <= 0) throw new Refused("envelope-too-complicated");
    if (end === null) throw new Refused("envelope-damaged");
    return end;
  }

  trailer(at) {
    const parser = new Parser(this.data, at, this.budget);
    const about = parser.value();
    refuseEncrypted(about);
    this.trailers.push(about);
    return parser.at;
  }

  object(at, start) {
    const number = Number.parseInt(latin(this.data.subarray(at, at + 10)), 10);
    const end = this.spent(start, afterBody(this.data, start, Math.min(this.data.length, start + this.loose), this.brackets));
    if (startsWith(this.data, "endobj", end - 6)) {
      this.note(number, { text: this.data, start, end });
      return end;
    }
    const about = new Parser(this.data, start, this.budget).value();
    if (!(about instanceof Map)) throw new Refused("envelope-damaged");
    if (isNamed(about.get("Type"), "XRef")) refuseEncrypted(about);
    const stop = this.endOfStream(about.get("Length"), end);
    this.note(number, { about, start: end, end: stop });
    return this.spent(stop, afterStream(this.data, stop));
  }

  // By its length, which must be right; where another object holds the length, by its end mark.
  endOfStream(length, start) {
    const stop = length instanceof Ref ? indexOfMark(this.data, "endstream", start) : typeof length === "number" ? start + length : -1;
    if (stop < 0 || stop > this.data.length) throw new Refused("envelope-damaged");
    return stop;
  }

  counted() {
    this.count += 1;
    if (this.count > MOST_OBJECTS) throw new Refused("envelope-too-complicated");
  }

  note(number, one) {
    if (!this.objects.has(number)) this.objects.set(number, []);
    this.objects.get(number).push(one);
  }

  // ── what was found ──

  all() {
    return [...this.objects.values()].flat();
  }

  streams(kind) {
    return this.all().filter((one) => one.about && isNamed(one.about.get("Type"), kind));
  }

  checkLengths() {
    for (const { about, start, end } of this.all()) {
      if (!(about?.get("Length") instanceof Ref)) continue;
      const length = this.resolved(about.get("Length"));
      const isSound = typeof length === "number" && length <= end - start && end - start - length <= 2;
      if (!isSound || !ENDS.includes(latin(this.data.subarray(start + length, end)))) throw new Refused("envelope-damaged");
    }
  }

  // Note the objects of an object stream.
  unpack(stream) {
    const content = this.content(stream, this.packed);
    this.packed -= content.length;
    const [count, first] = ["N", "First"].map((key) => this.resolved(stream.about.get(key)));
    if (typeof count !== "number" || typeof first !== "number" || count > MOST_OBJECTS) throw new Refused("envelope-damaged");
    const words = latin(content.subarray(0, first)).split(/[ \t\n\r\v\f]+/).filter(Boolean);
    if (words.length !== 2 * count || words.some((word) => word.length > MOST_DIGITS || /\D/.test(word))) throw new Refused("envelope-damaged");
    const starts = words.filter((_, at) => at % 2).map((offset) => first + Number(offset));
    if (starts.some((start, at) => at && start < starts[at - 1])) throw new Refused("envelope-damaged");
    starts.forEach((start, at) => {
      this.counted();
      this.note(Number(words[2 * at]), { text: content, start, end: starts[at + 1] ?? content.length });
    });
  }

  // Every stream that was ever attached under the name of a member.
  *attached() {
    for (const specification of this.specifications()) {
      const name = this.nameOf(specification);
      if (name === null) continue;
      const files = this.resolved(specification.get("EF") ?? null);
      const targets = files instanceof Map ? [...files.values()].filter((one) => one instanceof Ref) : [];
      const numbers = [...new Set(targets.map((one) => one.number))].sort((a, b) => a - b);
      const streams = numbers.flatMap((number) => (this.objects.get(number) ?? []).filter((one) => one.about));
      if (!streams.length) throw new Refused("envelope-damaged");
      for (const stream of streams) yield [name, stream];
    }
  }

  // Also where none belongs, in a trailer or a stream's own dictionary: others may read it there.
  *specifications() {
    for (const trailer of this.trailers) yield* withFiles(trailer);
    for (const one of this.all()) {
      if (one.about) yield* withFiles(one.about);
      else if (HAS_FILES.some((mark) => indexOfMark(one.text, mark, one.start, one.end) >= 0)) yield* withFiles(this.parsed(one));
    }
  }

  // The name of a member, or null where something else is attached.
  nameOf(specification) {
    const told = ["UF", "F"].map((key) => textOf(this.resolved(specification.get(key) ?? null)));
    const names = [...new Set(told.filter((name) => name !== null))].sort();
    if (!names.some((name) => MEMBER.test(name))) return null;
    if (names.length > 1) throw new Refused("envelope-odd-name", names[0]);
    return names[0];
  }

  // Its bytes count, too: what is long must not be read again at every reference to it.
  parsed(one) {
    const parser = new Parser(one.text, one.start, this.budget);
    const value = parser.value();
    this.budget.spend(Math.floor((parser.at - one.start) / BYTES_A_TOKEN));
    return value;
  }

  // What a reference points at; it must have been the same in every revision.
  resolved(value = null) {
    if (!(value instanceof Ref)) return value;
    const revisions = this.objects.get(value.number) ?? [];
    this.budget.spend(Math.floor(revisions.length / BYTES_A_TOKEN));
    const values = revisions.filter((one) => one.text).map((one) => this.parsed(one));
    const [first = null, ...others] = values;
    if (first instanceof Ref || others.some((other) => !isSameValue(other, first))) throw new Refused("envelope-damaged");
    return first;
  }

  // However often it is attached: a stream that gives nothing may take long to unpack.
  unpackedOnce(stream, most) {
    if (!this.unpacked.has(stream)) this.unpacked.set(stream, this.content(stream, most));
    const content = this.unpacked.get(stream);
    if (content.length > most) throw new Refused("envelope-unpacks-too-large");
    return content;
  }

  // The bytes of a stream, unpacked; no more than `most`.
  content({ about, start, end }, most) {
    const filters = this.resolved(about.get("Filter"));
    const settings = this.resolved(about.get("DecodeParms"));
    const chosen = Array.isArray(filters) ? filters : filters === null || filters === "null" ? [] : [filters];
    const plain = settings === null || settings === "null" || (Array.isArray(settings) && ["", "null"].includes(settings.join()));
    const isKnown = chosen.length === 0 || (chosen.length === 1 && isNamed(chosen[0], "FlateDecode"));
    if (!isKnown || !plain || about.has("F")) throw new Refused("envelope-packing");
    const packed = this.data.subarray(start, end);
    const content = chosen.length ? this.inflated(packed, most) : packed;
    if (content.length > most) throw new Refused("envelope-unpacks-too-large");
    return content;
  }

  inflated(packed, most) {
    this.deflated -= packed.length;
    if (this.deflated < 0) throw new Refused("envelope-too-complicated");
    try {
      const { content, end } = inflated(packed, "zlib", most);
      if (packed.length - end > 2 || !ENDS.includes(latin(packed.subarray(end)))) throw new Damaged();
      return content;
    } catch (fault) {
      throw refusalOf(fault);
    }
  }
}

function isNamed(value, text) {
  return value instanceof Name && value.text === text;
}

function refuseEncrypted(about) {
  if (about instanceof Map && about.has("Encrypt")) throw new Refused("envelope-password");
}

// The dictionaries with attached files in a value, however deep.
function* withFiles(value) {
  if (value instanceof Map && value.has("EF")) yield value;
  const inner = value instanceof Map ? value.values() : Array.isArray(value) ? value : [];
  for (const one of inner) yield* withFiles(one);
}

// Beyond `endobj`, or the line end behind `stream`; null where neither comes.
function afterBody(data, at, end, brackets) {
  while (at < end) {
    const sign = data[at];
    if (sign === 40) {
      at = afterString(data, at + 1, end, brackets);
      if (at === null) return null;
    } else if (sign === 37) {
      while (at < end && data[at] !== 10 && data[at] !== 13) at += 1;
    } else {
      for (const mark of ["endobj", "stream\n", "stream\r\n"]) {
        if (sign === mark.charCodeAt(0) && startsWith(data, mark, at) && at + mark.length <= end) return at + mark.length;
      }
      at += 1;
    }
  }
  return null;
}

function afterString(data, at, end, brackets) {
  for (let depth = 1; at < end; at += 1) {
    const sign = data[at];
    if (sign === 92) at += 1; // whatever follows a backslash is no bracket
    if (sign !== 40 && sign !== 41) continue;
    brackets.spend();
    depth += sign === 40 ? 1 : -1;
    if (depth === 0) return at + 1;
  }
  return null;
}

function afterStream(data, stop) {
  let at = stop;
  if (data[at] === 13) at += 1;
  if (data[at] === 10) at += 1;
  if (data[at] === 32) at += 1;
  if (!startsWith(data, "endstream", at)) return null;
  const gap = afterClass(data, at + 9, SPACE, 10);
  return gap > at + 9 && gap - at - 9 <= 9 && startsWith(data, "endobj", gap) ? gap + 6 : null;
}

function afterTable(data, start) {
  let at = start;
  while (at < data.length && (CLASS[data[at]] === SPACE || (data[at] >= 48 && data[at] <= 57) || data[at] === 110 || data[at] === 102)) at += 1;
  return at > start ? at : null;
}

function afterPointer(data, start) {
  const gap = afterClass(data, start, SPACE, 10);
  const end = gap > start && gap - start <= 9 ? afterDigits(data, gap, 12) : null;
  return end !== null && CLASS[data[end]] === SPACE && end < data.length ? end : null;
}

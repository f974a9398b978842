// Whether and when a register that the reader trusts took this declaration in, or took it off: an entry, the hashes
// that lead from it to the root (RFC 9162), and the checkpoint that was signed (C2SP signed-note).

const PROOF = "proof.json";
const ENTRY = /^\{"hash":"([0-9a-f]{64})","kind":"(declare|supersede|withdraw|release|sign)","org":"([A-Za-z0-9][A-Za-z0-9-]{0,39})","profile":"([a-z0-9][a-z0-9./-]{0,59}(?:;of=(?:0|[1-9]\d{0,11})|;reason=[a-z-]{1,30})?)","seq":(0|[1-9]\d{0,11}),"time":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"\}$/;
const FIELDS = ["hash", "kind", "org", "profile", "seq", "time"];
const NOTE_NAME = /^[^\s+\x00-\x20\x7f\x85\xa0]{1,200}$/;

async function registeredIn(members, declared, trusts, now) {
  const found = (steps, asides = [], at = null) => ({ steps, asides, at });
  const content = members.get(PROOF);
  if (!content) return found([], [say("register.none")]);
  try {
    const proof = proofOf(tableOf(content));
    const verifier = await verifierFor(proof.origin, trusts);
    if (!verifier) return found([], [say("register.unknown", { origin: proof.origin })]);
    await mustHold(proof, verifier, declared);
    const time = momentOf(proof.entry.time, 9, "moment");
    const one = entered(proof.entry, verifier.by, time, declared, now);
    if (one.outcome !== "holds") return found([one]);
    return found([one], [say("register.since", { by: verifier.by, day: time.day })], time.at);
  } catch (fault) {
    const key = fault.message === "credential" ? "register.credential" : "register.wrong";
    return found([step("register", "fails", key, flawed(fault), PROOF)]);
  }
}

function entered(entry, by, time, declared, now) {
  const said = { by, day: time.day, number: entry.seq, org: entry.org };
  const failed = (key) => step("register", "fails", key, said, PROOF);
  if (entry.kind === "withdraw") return failed("register.withdrawn");
  if (!["declare", "supersede"].includes(entry.kind)) throw new Unsound("kind");
  if (entry.org.length === 18 && entry.org !== declared.uscc) return failed("register.other-org");
  if (time.at > now + SKEW) throw new Unsound("future");
  return step("register", "holds", "register.entered", said, PROOF);
}

function proofOf(table) {
  if (!hasNames(table, ["origin", "index", "entry", "hashes", "checkpoint"])) throw new Unsound("proof");
  const { origin, index, hashes, checkpoint } = table;
  if (!Number.isInteger(index) || typeof origin !== "string" || typeof checkpoint !== "string") throw new Unsound("proof");
  if (!Array.isArray(hashes) || hashes.length > 64) throw new Unsound("proof");
  const path = hashes.map((one) => (typeof one === "string" ? fromBase64(one) : []));
  if (path.some((one) => one.length !== 32)) throw new Unsound("proof");
  return { origin, index, path, checkpoint, ...entryOf(table.entry) };
}

// The entry must be one of ours to the byte when it is written down again.
function entryOf(entry) {
  const isFit = hasNames(entry, FIELDS) && FIELDS.every((name) => (name === "seq" ? Number.isInteger(entry.seq) : typeof entry[name] === "string"));
  const line = isFit ? `{${FIELDS.map((name) => `"${name}":${name === "seq" ? entry.seq : `"${entry[name]}"`}`).join(",")}}` : "";
  const groups = ENTRY.exec(line)?.slice(1);
  if (!groups || FIELDS.some((name, at) => String(entry[name]) !== groups[at])) throw new Unsound("entry");
  return { entry, line };
}

// The trusted association whose register the proof names.
async function verifierFor(origin, trusts) {
  for (const trust of trusts.filter((one) => one.register)) {
    const verifier = await verifierOf(trust);
    if (verifier.name === origin) return verifier;
  }
  return null;
}

async function verifierOf(trust) {
  const [name, id, ...key] = trust.register.trim().split("+");
  if (!key.length) throw new Unsound("verifier-key");
  const content = fromBase64(key.join("+"));
  if (content[0] !== 1 || content.length !== 33 || !NOTE_NAME.test(name)) throw new Unsound("verifier-key");
  const sum = await digest(concat(utf8(`${name}\n`), content));
  if (hex(sum.subarray(0, 4)) !== id) throw new Unsound("verifier-key");
  return { by: trust.name, name, id, jwk: keyMade("OKP", "Ed25519", toBase64url(content.subarray(1))) };
}

async function mustHold(proof, verifier, declared) {
  const { origin, size, root } = await checkpointIn(proof.checkpoint, verifier);
  if (proof.origin !== origin) throw new Unsound("origin");
  if (proof.entry.seq !== proof.index) throw new Unsound("index");
  const leaf = await digest(concat(Uint8Array.of(0), utf8(proof.line)));
  if (!(await includes(leaf, BigInt(proof.index), size, proof.path, root))) throw new Unsound("path");
  if (proof.entry.hash !== declared.sha256) throw new Unsound("credential");
}

// The checkpoint in a note that this key signed and that speaks of its own log. Others may have signed beside it.
async function checkpointIn(note, verifier) {
  const { text, signatures } = takenApart(note);
  const ours = signatures.filter(({ name, content }) => name === verifier.name && hex(content.subarray(0, 4)) === verifier.id);
  if (!ours.length) throw new Unsound("not-signed");
  for (const { content } of ours) {
    if (!(await holds(verifier.jwk, "EdDSA", utf8(text), content.subarray(4)))) throw new Unsound("signature");
  }
  const lines = text.split("\n");
  const isFit = lines.length >= 4 && lines.at(-1) === "" && lines.slice(0, -1).every(Boolean) && /^(?:0|[1-9]\d{0,17})$/.test(lines[1]);
  const root = isFit ? fromBase64(lines[2]) : [];
  if (root.length !== 32) throw new Unsound("checkpoint");
  if (lines[0] !== verifier.name) throw new Unsound("origin");
  return { origin: lines[0], size: BigInt(lines[1]), root };
}

function takenApart(note) {
  const gap = note.lastIndexOf("\n\n");
  const isFit = gap >= 0 && note.length > gap + 2 && note.endsWith("\n") && !/[\x00-\x09\x0b-\x1f]/.test(note);
  const lines = isFit ? note.slice(gap + 2, -1).split("\n") : [];
  if (!lines.length || lines.length > 100) throw new Unsound("note");
  return { text: note.slice(0, gap + 1), signatures: lines.map(signatureIn) };
}

function signatureIn(line) {
  const [, name, words] = /^\u2014 ([^ ]*) (.*)$/s.exec(line) ?? [];
  if (words === undefined || !NOTE_NAME.test(name)) throw new Unsound("note");
  const content = fromBase64(words);
  if (content.length <= 4) throw new Unsound("note");
  return { name, content };
}

// Whether the path leads from this leaf at this place to that root.
async function includes(leaf, index, size, path, root) {
  if (index < 0n || index >= size) return false;
  let [place, last, found] = [index, size - 1n, leaf];
  const node = (left, right) => digest(concat(Uint8Array.of(1), left, right));
  for (const beside of path) {
    if (last === 0n) return false;
    if (place & 1n || place === last) {
      found = await node(beside, found);
      while (!(place & 1n) && place) [place, last] = [place >> 1n, last >> 1n];
    } else {
      found = await node(found, beside);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && sameBytes(found, root);
}

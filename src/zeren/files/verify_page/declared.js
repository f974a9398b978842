// The company's own part: its signature, what the signature binds, and its time. In the order and with the words of
// `zeren verify`; WORDS (by key) and FLAWS (by code of an Unsound) stand before this in the page.

const MOST_MONTHS = 13;
const MEMBER_ID = "urn:zeren:member:";

function filled(words, said = {}) {
  const of = (lang) => words[lang].replaceAll(/\{(\w+)\}/g, (_, name) => said[name]?.[lang] ?? String(said[name] ?? ""));
  return { zh: of("zh"), en: of("en") };
}

function say(key, said) {
  return filled(WORDS[key], said);
}

// What is wrong, for a sentence; whatever is no flaw of the file is thrown on.
function flawed(fault) {
  if (!(fault instanceof Unsound)) throw fault;
  return { flaw: FLAWS[fault.message] ?? filled(FLAWS.other, { code: fault.message }) };
}

function step(code, outcome, key, said, member = "") {
  return { code, outcome, member, words: say(key, said) };
}

// `declared` is null where nothing can be built on it.
async function declaredIn(members, now) {
  const none = (...steps) => ({ declared: null, steps });
  const token = members.get(CREDENTIAL);
  if (!token) return none(step("form", "fails", "declared.no-credential", {}, CREDENTIAL));
  const text = latin(token);
  let [documents, found, window] = [[]];
  try {
    parsed(text, "vc+jwt");
    documents = documentsIn(members);
  } catch (fault) {
    return none(step("form", "fails", "declared.unreadable", flawed(fault), CREDENTIAL));
  }
  try {
    found = await opened(text, documents);
    mustBe(found.claims, "DigitalConformityCredential", [VC, UNTP]);
    window = windowOf(found.claims);
  } catch (fault) {
    const isKeyless = fault.message === "did-document" && !documents.length;
    if (isKeyless) return none(step("signature", "unknown", "declared.no-key", {}, CREDENTIAL));
    return none(step("signature", "fails", "declared.broken", flawed(fault), CREDENTIAL));
  }
  if (window.until === null) return none(step("time", "fails", "declared.endless", {}, CREDENTIAL));
  return withStatement(members, { ...found, ...window, documents, sha256: hex(await digest(token)) }, now);
}

const CREDENTIAL = "declaration.jwt";
const STATEMENT = "statement.json";
const ANSWERS = "answers.sd-jwt";

function documentsIn(members) {
  const documents = members.has("did.json") ? jsonOf(members.get("did.json")) : [];
  if (!Array.isArray(documents) || !documents.every(isTable)) throw new Unsound("did-document");
  return documents;
}

async function withStatement(members, found, now) {
  const { statement, steps } = await statementIn(members, found.claims);
  const { id = null } = found.claims;
  const declared = { ...found, id: typeof id === "string" ? id : null, names: namesOf(found.claims, statement), uscc: codeOf(found.claims), statement };
  const signed = step("signature", "holds", "declared.signed", {}, CREDENTIAL);
  return { declared, steps: [signed, ...steps, inTime(found, now)] };
}

// The statement, where it is the one that was signed, and what was found of it.
async function statementIn(members, claims) {
  let bound;
  const told = (outcome, key, said = {}, member = STATEMENT) => step("statement", outcome, `declared.${key}`, said, member);
  try {
    bound = boundIn(claims);
    mustBeOwn(claims);
  } catch (fault) {
    return { statement: null, steps: [told("fails", "broken", flawed(fault), CREDENTIAL)] };
  }
  const steps = await answersBound(members, bound);
  const content = members.get(STATEMENT);
  if (!content) return { statement: null, steps: [told("unknown", "no-statement"), ...steps] };
  if (bound.get(STATEMENT) !== (await sri(content))) return { statement: null, steps: [told("fails", "other-statement"), ...steps] };
  try {
    const statement = tableOf(content);
    mustAgree(claims, statement);
    return { statement, steps: [told("holds", "stated"), ...steps] };
  } catch (fault) {
    return { statement: null, steps: [told("fails", "broken", flawed(fault)), ...steps] };
  }
}

// The digests that the credential holds, by name of the member.
function boundIn({ relatedResource: related = [] }) {
  const found = new Map();
  for (const row of Array.isArray(related) ? related : [related]) {
    const isFit = isTable(row) && typeof row.id === "string" && typeof row.digestSRI === "string";
    if (!isFit || found.has(row.id)) throw new Unsound("related");
    found.set(row.id, row.digestSRI);
  }
  return new Map([...found].filter(([id]) => id.startsWith(MEMBER_ID)).map(([id, sum]) => [id.slice(MEMBER_ID.length), sum]));
}

// A self-declaration that has a name, by which others know it; nothing else may pass for one.
function mustBeOwn({ id, credentialSubject: { assessorLevel, attestationType, assessmentLevel } }) {
  if (typeof id !== "string") throw new Unsound("content");
  if (!isAlike([assessorLevel, attestationType, assessmentLevel], ["self", "declaration", "no-endorsement"])) throw new Unsound("kind");
}

async function answersBound(members, bound) {
  const content = members.get(ANSWERS);
  if (!content || bound.get(ANSWERS) === (await sri(content.subarray(0, content.indexOf(126) + 1)))) return [];
  return [step("answers", "fails", "declared.other-answers", {}, ANSWERS)];
}

async function sri(bytes) {
  return `sha384-${toBase64(await digest(bytes, "SHA-384"))}`;
}

// Credential and statement say the same of name, code and dates.
function mustAgree(claims, statement) {
  if (statement.profile !== "zeren-declaration/1") throw new Unsound("profile");
  const [zh, en] = ["zh", "en"].map((lang) => textAt(statement, "issuer", "name", lang));
  const dates = ["validFrom", "validUntil"].map((name) => textAt(claims, name).slice(0, 10));
  const signed = [textAt(claims, "issuer", "name"), codeOf(claims), ...dates];
  const stated = [textAt(statement, "issuer", "uscc"), textAt(statement, "issued"), textAt(statement, "until")];
  if (!isAlike(signed, [zh === en ? zh : `${zh} / ${en}`, ...stated])) throw new Unsound("disagreement");
}

// In Chinese, in English, and both in one.
function namesOf({ issuer }, statement) {
  const name = isTable(issuer) ? plain(issuer.name ?? "") : "";
  if (statement) return [statement.issuer.name.zh, statement.issuer.name.en, name];
  const [zh, ...en] = name.split(" / ");
  return [zh, ...(en.length ? [en.join(" / ")] : []), name];
}

function codeOf({ credentialSubject: { issuedToParty: party } }) {
  return isTable(party) && typeof party.registeredId === "string" ? party.registeredId : "";
}

function inTime({ since, until }, now) {
  const said = { start: since.day, end: until.day };
  const out = until.day > monthsAfter(since.day, MOST_MONTHS) ? "too-long" : outOfTime({ since, until }, now);
  return step("time", out ? "fails" : "holds", `declared.${out || "in-time"}`, said, CREDENTIAL);
}

// The same day so many months later, or the last day of a month that is too short for it.
function monthsAfter(iso, months) {
  const [year, month, date] = iso.split("-").map(Number);
  const last = new Date(0);
  last.setUTCFullYear(year, month + months, 0);
  if (last.getUTCFullYear() > 9999) return "9999-12-31";
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

// Each thing that is looked at, in the order and with the words of `zeren verify`.
// WORDS (zh and en, by key) and FLAWS (by code) stand before this in the page.

const SKEW = 5 * 60 * 1000;
const DAY = 86_400_000;
const FRESH = 35 * DAY; // how old a list of withdrawals may be
const MOST_MONTHS = 13;
const MEMBER_ID = "urn:zeren:member:";
const PARTS = ["answers", "scores", "facts"];

function say(key, said = {}) {
  const filled = (lang) =>
    WORDS[key][lang].replaceAll(/\{(\w+)\}/g, (_, name) => said[name]?.[lang] ?? String(said[name] ?? ""));
  return { zh: filled("zh"), en: filled("en") };
}

function flaw(fault) {
  if (!(fault instanceof Unsound)) throw fault;
  return { flaw: FLAWS[fault.message] ?? { zh: `它有错（${fault.message}）`, en: `something in it is wrong (${fault.message})` } };
}

function step(code, outcome, key, said, member = "") {
  return { code, outcome, member, words: say(key, said) };
}

function day(time) {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 10); // a day is a day in China
}

async function sri(bytes) {
  return `sha384-${btoa(latin(await digest(bytes, "SHA-384")))}`;
}

// The declaration itself: signature, statement, times. `declared` is null where nothing can be built on it.
async function declaredIn(members, now) {
  const token = members.get("declaration.jwt");
  if (!token) return { declared: null, steps: [step("signature", "fails", "declared.none")] };
  let documents = [];
  let opened;
  let window;
  try {
    if (members.has("did.json")) documents = [].concat(jsonOf(members.get("did.json")));
    opened = await openedCredential(token, documents);
    mustBeDeclaration(opened.claims);
    window = windowOf(opened.claims);
  } catch (fault) {
    const isKeyless = fault.message === "did-document" && !members.has("did.json");
    const one = isKeyless
      ? step("signature", "unknown", "declared.no-key", {}, "did.json")
      : step("signature", "fails", "declared.unreadable", flaw(fault), "declaration.jwt");
    return { declared: null, steps: [one] };
  }
  const { claims, did, jwk } = opened;
  const stated = await statementIn(members, claims);
  const steps = [step("signature", "holds", "declared.signed", {}, "declaration.jwt"), ...stated.steps, inTime(window, now)];
  const names = namesOf(claims, stated.statement);
  const uscc = claims.credentialSubject.issuedToParty?.registeredId ?? "";
  const declared = { id: claims.id, did, jwk, sha256: hex(await digest(token)), names, uscc, ...window, claims, statement: stated.statement };
  return { declared, steps };
}

function mustBeDeclaration(claims) {
  if (JSON.stringify(claims["@context"]) !== JSON.stringify([VC, UNTP])) throw new Unsound("context");
  const { assessorLevel, attestationType, assessmentLevel } = claims.credentialSubject;
  if (`${assessorLevel} ${attestationType} ${assessmentLevel}` !== "self declaration no-endorsement") throw new Unsound("kind");
}

async function statementIn(members, claims) {
  let digests;
  try {
    digests = boundIn(claims);
  } catch (fault) {
    return { statement: null, steps: [step("statement", "fails", "declared.broken", flaw(fault), "declaration.jwt")] };
  }
  const steps = await answersBound(members, digests);
  const content = members.get("statement.json");
  if (!content) {
    return { statement: null, steps: [step("statement", "unknown", "declared.no-statement", {}, "statement.json"), ...steps] };
  }
  if (digests.get("statement.json") !== (await sri(content))) {
    return { statement: null, steps: [step("statement", "fails", "declared.other-statement", {}, "statement.json"), ...steps] };
  }
  try {
    const statement = tableOf(content);
    mustAgree(claims, statement);
    return { statement, steps: [step("statement", "holds", "declared.stated", {}, "statement.json"), ...steps] };
  } catch (fault) {
    return { statement: null, steps: [step("statement", "fails", "declared.broken", flaw(fault), "statement.json"), ...steps] };
  }
}

function boundIn(claims) {
  const digests = new Map();
  for (const row of [].concat(claims.relatedResource ?? [])) {
    const isFit = isTable(row) && typeof row.id === "string" && typeof row.digestSRI === "string";
    const name = isFit ? row.id.replace(MEMBER_ID, "") : "";
    if (!isFit || digests.has(name)) throw new Unsound("related");
    digests.set(name, row.digestSRI);
  }
  return digests;
}

async function answersBound(members, digests) {
  const content = members.get("answers.sd-jwt");
  if (!content) return [];
  const sealed = content.subarray(0, content.indexOf(126) + 1);
  if (digests.get("answers.sd-jwt") === (await sri(sealed))) return [];
  return [step("answers", "fails", "declared.other-answers", {}, "answers.sd-jwt")];
}

function mustAgree(claims, statement) {
  const [zh, en] = ["zh", "en"].map((lang) => textAt(statement, "issuer", "name", lang));
  const signed = [
    textAt(claims, "issuer", "name"),
    claims.credentialSubject.issuedToParty?.registeredId ?? "",
    textAt(claims, "validFrom").slice(0, 10),
    textAt(claims, "validUntil").slice(0, 10),
  ];
  const stated = [zh === en ? zh : `${zh} / ${en}`, textAt(statement, "issuer", "uscc"), textAt(statement, "issued"), textAt(statement, "until")];
  if (JSON.stringify(signed) !== JSON.stringify(stated)) throw new Unsound("disagreement");
}

function namesOf(claims, statement) {
  const name = isTable(claims.issuer) ? String(claims.issuer.name ?? "") : "";
  return statement ? [statement.issuer.name.zh, statement.issuer.name.en, name] : [name];
}

function inTime({ since, until }, now) {
  if (until === null) return step("time", "fails", "declared.endless", {}, "declaration.jwt");
  const said = { start: day(since), end: day(until) };
  const [key, outcome] =
    said.end > monthsLater(said.start, MOST_MONTHS) ? ["declared.too-long", "fails"]
    : now + SKEW < since ? ["declared.early", "fails"]
    : now - SKEW > until ? ["declared.late", "fails"]
    : ["declared.in-time", "holds"];
  return step("time", outcome, key, said, "declaration.jwt");
}

function monthsLater(iso, months) {
  const [year, month, date] = iso.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

// What a trusted association says in `kind-N.jwt`: each opened, or told as a stranger's or as unsound.
async function* confirmedIn(members, kind, type, contexts, trusts) {
  for (const [member, content] of [...members].sort()) {
    if (!member.startsWith(`${kind}-`)) continue;
    try {
      yield { member, found: await openedConfirmed(content, type, contexts, trusts) };
    } catch (fault) {
      yield { member, fault };
    }
  }
}

async function listsIn(members, trusts, now) {
  const lists = [];
  const steps = [];
  for await (const { member, found, fault } of confirmedIn(members, "status", "BitstringStatusListCredential", [VC], trusts)) {
    if (fault instanceof Stranger) continue;
    try {
      if (fault) throw fault;
      lists.push({ member, ...found, ...(await listOf(found, now)) });
    } catch (unsound) {
      steps.push(step("status", "fails", "status.broken", flaw(unsound), member));
    }
  }
  return { lists, steps };
}

async function listOf({ subject, since, until }, now) {
  const purposes = [].concat(subject.statusPurpose ?? []);
  if (subject.type !== "BitstringStatusList" || !purposes.length) throw new Unsound("content");
  if (now + SKEW < since) throw new Unsound("moment");
  let last = Math.min(until, since + FRESH);
  if (Number.isInteger(subject.ttl) && subject.ttl > 0) last = Math.min(last, since + subject.ttl);
  if (typeof subject.encodedList !== "string" || subject.encodedList[0] !== "u") throw new Unsound("status-list");
  const bits = await inflated(fromBase64url(subject.encodedList.slice(1)), "gzip", 1_048_576).catch(() => []);
  if (bits.length * 8 < 131_072) throw new Unsound("status-list");
  return { purposes, bits, last };
}

// How a credential of this association stands: withdrawn once is withdrawn, though the list be old;
// not withdrawn is believed of a fresh list alone.
function standingOf(claims, did, lists, now) {
  const entries = [].concat(claims.credentialStatus ?? []);
  if (entries.some((one) => !isTable(one))) throw new Unsound("content");
  if (entries.some((one) => one.type !== "BitstringStatusListEntry")) throw new Unsound("kind");
  const found = entries
    .filter((one) => ["revocation", "suspension"].includes(one.statusPurpose))
    .map((one) => standingOfEntry(one, did, lists, now));
  const order = ["withdrawn", "no-list", "stale", "good"];
  return found.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0] ?? { state: "no-entry" };
}

function standingOfEntry(entry, did, lists, now) {
  const { statusListCredential: url, statusPurpose: purpose, statusListIndex: said } = entry;
  const index = typeof said === "string" && /^\d{1,9}$/.test(said) ? Number(said) : said;
  if (!Number.isInteger(index)) throw new Unsound("status-index");
  if (typeof url !== "string" || (entry.statusSize ?? 1) !== 1) throw new Unsound("content");
  const fitting = lists
    .filter((one) => one.by.did === did && one.claims.id === url && one.purposes.includes(purpose))
    .sort((a, b) => a.since - b.since);
  if (!fitting.length) return { state: "no-list", url };
  const newest = fitting.at(-1);
  const lookedAt = purpose === "revocation" ? fitting : [newest];
  const told = { asof: newest.since, member: newest.member, url };
  if (lookedAt.some((one) => isSet(one.bits, index))) return { state: "withdrawn", ...told };
  return { state: now <= newest.last ? "good" : "stale", ...told };
}

function isSet(bits, index) {
  if (index < 0 || index >= bits.length * 8) throw new Unsound("status-index");
  return Boolean(bits[index >> 3] & (0x80 >> (index % 8)));
}

const STANDINGS = { good: "holds", withdrawn: "fails", stale: "unknown", "no-list": "unknown", "no-entry": "unknown" };

function standingStep({ state, asof, url = "", member = "" }, subject, by) {
  const said = { subject: say(subject), by, url, day: asof === undefined ? "" : day(asof) };
  return step("status", STANDINGS[state], `status.${state}`, said, member);
}

// Answers that a company shows to one buyer (SD-JWT, RFC 9901): each fits its seal, and for whom and until when is
// said. SEALED_CONTEXT, the vocabulary of sealed answers, stands before this in the page.

const SEALED_KINDS = ["answers", "facts", "scores"];
const SEALED_NAMES = ["@context", "type", "id", "issuer", "validFrom", "validUntil", "questionnaire", "declaration", "cnf", "_sd_alg", "credentialSubject"];
const [MOST_SEALED, MOST_SHOWN] = [4_000_000, 5_000];
const LATEST = 253_402_214_399; // the last second but for a day of the year 9999, on any clock
const FORMS = { answers: isAnswer, facts: isFact, scores: isScore };

async function sharedIn(members, declared, now) {
  const content = members.get(ANSWERS);
  if (!content) return { steps: [], shown: [], asides: [] };
  let found;
  try {
    found = await presented(latin(content), declared.documents);
    mustBelong(found, declared);
  } catch (fault) {
    const key = ["sealed-other", "unbound"].includes(fault.message) ? fault.message : "broken";
    return { steps: [step("answers", "fails", `shared.${key}`, flawed(fault), ANSWERS)], shown: [], asides: [] };
  }
  const steps = [step("answers", "holds", "shared.sealed", { count: found.sealed }, ANSWERS)];
  if (found.binding) steps.push(toldToWhom(found.binding, found.shown.length, now));
  const scores = found.shown.filter((one) => one.kind === "scores").map((one) => askedAs(one.code));
  const asides = [say("shared.sealed-once")];
  if (scores.length) asides.push(say("shared.not-recomputed", { codes: scores.join(", ") }));
  return { steps, shown: found.shown, asides };
}

// Sealed by who declares, with the same key, beside this very declaration.
function mustBelong({ did, jwk, claims }, declared) {
  if (did !== declared.did || !isAlike(jwk, declared.jwk) || !isAlike(claims.cnf.jwk, declared.jwk)) throw new Unsound("issuer");
  if (claims.declaration !== declared.id) throw new Unsound("sealed-other");
}

function toldToWhom({ aud, iat, exp }, count, now) {
  const until = clockWords(new Date(1000 * Math.min(exp, LATEST)));
  const said = { to: aud, until, count };
  const at = Math.floor(now / 1000);
  if (at > exp) return step("shared", "fails", "shared.over", said, ANSWERS);
  if (at < iat - 300) return step("shared", "fails", "shared.broken", flawed(new Unsound("early")), ANSWERS);
  return step("shared", "holds", "shared.addressed", said, ANSWERS);
}

// To the minute by this device's clock, with how far that is from UTC: 2027-03-02 08:00 UTC+08:00.
function clockWords(time) {
  const offset = -time.getTimezoneOffset();
  const local = new Date(time.getTime() + 60_000 * offset).toISOString().slice(0, 16).replace("T", " ");
  const [hours, minutes] = [Math.abs(offset) / 60, Math.abs(offset) % 60].map((one) => String(Math.trunc(one)).padStart(2, "0"));
  return `${local} UTC${offset ? `${offset < 0 ? "-" : "+"}${hours}:${minutes}` : ""}`;
}

// The code of a score as people write it: V2 for the item that is sealed as V.2.
function askedAs(code) {
  return code.replaceAll(".", "");
}

// What is sealed and shown; `binding` is null where nothing is shown.
async function presented(text, documents) {
  const [token, ...disclosed] = text.length <= MOST_SEALED ? text.split("~") : [""];
  if (!token || disclosed.length > MOST_SHOWN) throw new Unsound("size");
  if (!disclosed.length || disclosed.slice(0, -1).includes("")) throw new Unsound("form");
  const bound = disclosed.pop();
  const found = await opened(token, documents, "vc+sd-jwt");
  const seals = sealsIn(found.claims);
  const shown = await shownIn(disclosed, seals);
  if (!bound && disclosed.length) throw new Unsound("unbound");
  const binding = bound ? await bindingOf(bound, text.slice(0, text.length - bound.length), found.claims.cnf.jwk) : null;
  return { ...found, shown, binding, sealed: [...seals.values()].filter((kind) => kind === "answers").length };
}

// The kind that each digest is of; the payload has our members and no others, so that none can hide elsewhere.
function sealsIn(claims) {
  const { credentialSubject: subject, cnf } = claims;
  const isOurs =
    hasNames(claims, SEALED_NAMES) && isAsked(claims.questionnaire) && isAlike(claims["@context"], [VC, SEALED_CONTEXT]) &&
    claims.type.includes("SealedAnswers") && claims._sd_alg === "sha-256" && typeof claims.declaration === "string" && isTable(cnf);
  if (!isOurs || !isAlike(cnf, { jwk: publicKey(cnf.jwk) }) || !hasNames(subject, ["id", ...SEALED_KINDS])) throw new Unsound("sealed");
  const every = SEALED_KINDS.flatMap((kind) => digestsIn(subject[kind]).map((sum) => [sum, kind]));
  const seals = new Map(every);
  if (seals.size !== every.length) throw new Unsound("digest-twice");
  return seals;
}

function isAsked(table) {
  if (!hasNames(table, ["id", "edition", "tier", "sha256", "supplements"]) || !isTexts(table.supplements)) return false;
  return isTexts([table.id, table.edition, table.tier, table.sha256]);
}

function digestsIn(table) {
  if (hasNames(table, [])) return [];
  if (!hasNames(table, ["_sd"]) || !isTexts(table._sd)) throw new Unsound("sealed");
  return table._sd;
}

async function shownIn(disclosed, seals) {
  const sums = await Promise.all(disclosed.map(digestOfText));
  const [seen, shown] = [new Set(), new Map()];
  disclosed.forEach((text, at) => {
    if (seen.has(sums[at])) throw new Unsound("disclosure-twice");
    seen.add(sums[at]);
    const kind = seals.get(sums[at]);
    if (kind === undefined) throw new Unsound("disclosure");
    const { code, value } = disclosureOf(text, kind);
    if (shown.has(`${kind} ${code}`)) throw new Unsound("disclosure-twice");
    shown.set(`${kind} ${code}`, { kind, code, value });
  });
  return SEALED_KINDS.flatMap((kind) => [...shown.values()].filter((one) => one.kind === kind));
}

function disclosureOf(text, kind) {
  const parts = jsonOf(fromBase64url(text));
  if (!Array.isArray(parts) || parts.length !== 3) throw new Unsound("disclosure");
  const [salt, code, value] = parts;
  if (!isTexts([salt, code]) || ["", "_sd", "..."].includes(code) || !isTable(value) || !FORMS[kind](value)) throw new Unsound("disclosure");
  return { code, value };
}

function isAnswer(value) {
  const isSaid = ["dont-know", "not-applicable", "kept", "broken"].includes(value.said) || isWhole(value.said, 4);
  return hasNames(value, ["said", "evidence"]) && typeof value.evidence === "boolean" && isSaid;
}

function isFact(table) {
  const { period, unit, value } = table;
  const isPeriod = hasNames(period, ["instant"]) || hasNames(period, ["start", "end"]);
  const isUnit = unit === null || typeof unit === "string";
  return hasNames(table, ["value", "unit", "period"]) && isUnit && isPeriod && isTexts(Object.values(period)) && isStated(value);
}

// Text, a number as text, yes or no, codes, or somebody's words with their language.
function isStated(value) {
  if (isTable(value)) return hasNames(value, ["lang", "text"]) && isTexts(Object.values(value));
  return Array.isArray(value) ? isTexts(value) : typeof value === "string" || typeof value === "boolean";
}

function isScore(value) {
  const isFit = hasNames(value, ["declared", "evidenced", "weight", "answered", "applicable"]) && Object.values(value).every((one) => isWhole(one));
  return isFit && value.evidenced <= value.declared && value.declared <= 10_000 && value.answered <= value.applicable;
}

async function bindingOf(token, before, jwk) {
  const claims = await checked(token, "kb+jwt", jwk);
  if (!hasNames(claims, ["aud", "iat", "exp", "nonce", "sd_hash"])) throw new Unsound("binding");
  const { aud, iat, exp, nonce, sd_hash: sum } = claims;
  const isFit = isTexts([aud, nonce]) && aud && nonce && isWhole(iat) && isWhole(exp) && exp >= iat;
  if (!isFit || sum !== (await digestOfText(before))) throw new Unsound("binding");
  return claims;
}

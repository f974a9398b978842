// What trusted associations say: whose key it is, and what their staff looked at.

const QUESTION = "urn:zeren:question:";

// The best identity that holds counts, and a wrong one always does.
async function identified(members, declared, lists, trusts, now, registered) {
  const [known, steps, asides] = [[], [], []];
  await confirmedIn(members, "identity", trusts, {
    look: async (one) => {
      if (!(await isOfKey(one, declared))) asides.push(say("identity.another-key", { member: one.member }));
      else known.push({ ...one, term: termOf(one, registered, now), standing: standingOf(one.claims, one.by.did, lists, now) });
    },
    stranger: (member, did) => asides.push(say("identity.stranger", { member, did })),
    unsound: (member, said, code) => steps.push(step("identity", "fails", ownWords("identity", code), said, member)),
  });
  const best = bestOf(known);
  if (!best) steps.push(step("identity", "unknown", "identity.nobody", { name: declared.names[0] }));
  else steps.push(...toldOf(best, declared));
  const revoked = known.filter((one) => best.standing.state !== "withdrawn" && one.standing.state === "withdrawn");
  asides.unshift(...revoked.map((one) => revocationOf(one, registered)));
  const by = best && isInForce(best) ? best.by.name : null;
  return { steps, asides, by, name: best?.subject.registeredName, asof: best?.standing.asof, isPast: revoked.length > 0 };
}

function ownWords(kind, code) {
  return code.startsWith(`${kind}-`) ? `${kind}.${code}` : `${kind}.wrong`;
}

// False where it is about another key; throws where it says another company.
async function isOfKey({ claims, subject }, declared) {
  if (textAt(subject, "id") !== declared.did) return false;
  if (textAt(claims, "cnf", "kid") !== THUMBPRINT + (await thumbprint(declared.jwk))) {
    if (declared.did.startsWith("did:web:")) return false; // a site may have had other keys before
    throw new Unsound("identity-key");
  }
  if (textAt(subject, "idScheme", "id") !== "urn:zeren:uscc") throw new Unsound("content");
  if (!declared.uscc || textAt(subject, "registeredId") !== declared.uscc) throw new Unsound("identity-code");
  if (!declared.names.includes(textAt(subject, "registeredName"))) throw new Unsound("identity-name");
  return true;
}

function termOf(confirmed, registered, now) {
  const term = outOfTime(confirmed, now) || "now";
  const isThen = registered !== null && confirmed.since.at <= registered && registered <= confirmed.until.at;
  return term === "late" && isThen ? "then" : term;
}

function isInForce({ term }) {
  return term === "now" || term === "then";
}

// A withdrawn confirmation outweighs another of today, but not what was in force at registration.
function bestOf(known) {
  const withdrawn = known.filter((one) => one.standing.state === "withdrawn");
  const others = known.filter((one) => one.standing.state !== "withdrawn");
  const rest = withdrawn.length ? others.filter((one) => one.term === "then") : others;
  if (!rest.length) return withdrawn[0];
  const term = firstBy(rest, ["now", "then", "early", "late"], (one) => one.term).term;
  return firstBy(rest.filter((one) => one.term === term), ["good", "stale", "no-list", "no-entry"], (one) => one.standing.state);
}

// Lists name no day of a revocation, so whether it came before the registration is not known.
function revocationOf({ by, member, since, until }, registered) {
  const isOfThen = registered !== null && since.at <= registered && registered <= until.at;
  return say(isOfThen ? "identity.revoked-then" : "identity.revoked", { by: by.name, member, since: since.day, until: until.day });
}

function toldOf(one, declared) {
  const { member, by, subject, since, until, term, standing } = one;
  const means = plain(subject.description ?? "") || WORDS["identity.no-means"];
  const said = { by: by.name, name: subject.registeredName, uscc: declared.uscc, since: since.day, until: until.day, means };
  const outcome = isInForce(one) ? "holds" : "fails";
  return [step("identity", outcome, `identity.${term}`, said, member), standingStep(standing, "identity.subject", by.name)];
}

// A step or two for every check of this declaration by somebody trusted; asides on the others.
async function checksIn(members, declared, lists, trusts, now) {
  const [steps, asides] = [[], []];
  await confirmedIn(members, "check", trusts, {
    look: (one) => steps.push(...lookedAt(one, declared, lists, now)),
    stranger: (member, did) => asides.push(say("check.stranger", { member, did })),
    unsound: (member, said, code) => steps.push(step("check", "fails", ownWords("check", code), said, member)),
  });
  return { steps, asides };
}

function lookedAt(confirmed, declared, lists, now) {
  const { member, by, subject, claims, until } = confirmed;
  if (subject.assessorLevel !== "membership" || subject.attestationType !== "verification") throw new Unsound("check-kind");
  if (!isAbout(claims, declared)) throw new Unsound("check-other");
  const { day, codes, means } = assessmentIn(subject);
  const out = outOfTime(confirmed, now);
  if (out) return [step("check", "fails", `check.${out}`, { by: by.name, until: until.day }, member)];
  const said = { by: by.name, day, codes: codes.join(", "), means };
  const standing = standingStep(standingOf(claims, by.did, lists, now), "check.subject", by.name);
  return [step("check", "holds", "check.looked-at", said, member), standing];
}

// Exactly one resource is named, and it is this declaration, byte for byte.
function isAbout(claims, declared) {
  const { relatedResource: resources } = claims;
  const one = Array.isArray(resources) && resources.length === 1 ? resources[0] : null;
  const sum = `sha256-${toBase64(fromHex(declared.sha256))}`;
  if (!isTable(one) || one.id !== declared.id || one.digestSRI !== sum) return false;
  return textAt(claims, "credentialSubject", "issuedToParty", "id") === declared.did;
}

function assessmentIn({ conformityAssessment: assessments }) {
  const one = Array.isArray(assessments) && assessments.length === 1 ? assessments[0] : null;
  const criteria = isTable(one) ? one.assessmentCriteria : null;
  if (!Array.isArray(criteria) || !criteria.length) throw new Unsound("content");
  const codes = criteria.map((criterion) => textAt(criterion, "id"));
  if (!codes.every((code) => code.startsWith(QUESTION))) throw new Unsound("content");
  return { day: textAt(one, "assessmentDate"), codes: codes.map((code) => code.slice(QUESTION.length)), means: textAt(one, "description") };
}

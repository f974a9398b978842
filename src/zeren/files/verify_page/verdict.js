// The verdict: whose key it is, what was checked, registered and shown; then the worst of all steps.

async function identified(members, declared, lists, trusts, now, registered) {
  const known = [];
  const steps = [];
  const asides = [];
  for await (const { member, found, fault } of confirmedIn(members, "identity", "DigitalIdentityAnchor", [VC, UNTP], trusts)) {
    if (fault instanceof Stranger) {
      asides.push(say("identity.stranger", { member, did: fault.message }));
      continue;
    }
    try {
      if (fault) throw fault;
      if (!(await isOfKey(found.subject, declared))) asides.push(say("identity.another-key", { member }));
      else known.push({ member, ...found, term: termOf(found, registered, now), standing: standingOf(found.claims, found.by.did, lists, now) });
    } catch (unsound) {
      const own = `identity.${unsound.message}`;
      steps.push(step("identity", "fails", own in WORDS ? own : "identity.wrong", flaw(unsound), member));
    }
  }
  const best = bestOf(known);
  if (!best) steps.push(step("identity", "unknown", "identity.nobody", { name: declared.names[0] }));
  else steps.push(...toldOf(best, declared));
  const holds = best && ["now", "then"].includes(best.term);
  return { steps, asides, by: holds ? best.by.name : null, asof: best?.standing.asof };
}

async function isOfKey(subject, declared) {
  if (textAt(subject, "id") !== declared.did) return false;
  if (textAt(subject, "keyThumbprint") !== THUMBPRINT + (await thumbprint(declared.jwk))) {
    if (declared.did.startsWith("did:web:")) return false; // a site may have had other keys before
    throw new Unsound("identity-key");
  }
  if (textAt(subject, "idScheme", "id") !== "urn:zeren:uscc") throw new Unsound("content");
  if (!declared.uscc || textAt(subject, "registeredId") !== declared.uscc) throw new Unsound("identity-code");
  if (!declared.names.includes(textAt(subject, "registeredName"))) throw new Unsound("identity-name");
  return true;
}

function termOf({ since, until }, registered, now) {
  if (now + SKEW < since) return "early";
  if (now - SKEW <= until) return "now";
  return registered !== null && since <= registered && registered <= until ? "then" : "late";
}

// A withdrawn confirmation outweighs another of today, but not what was in force at registration.
function bestOf(known) {
  const withdrawn = known.filter((one) => one.standing.state === "withdrawn");
  let rest = known.filter((one) => one.standing.state !== "withdrawn");
  if (withdrawn.length) rest = rest.filter((one) => one.term === "then");
  if (!rest.length) return withdrawn[0];
  const rank = (one) =>
    ["now", "then", "early", "late"].indexOf(one.term) * 10 +
    ["good", "stale", "no-list", "no-entry"].indexOf(one.standing.state);
  return rest.sort((a, b) => rank(a) - rank(b))[0];
}

function toldOf({ member, by, subject, since, until, term, standing }, declared) {
  const said = { by: by.name, name: subject.registeredName, uscc: declared.uscc, since: day(since), until: day(until), means: subject.means || say("identity.no-means") };
  const outcome = ["now", "then"].includes(term) ? "holds" : "fails";
  return [step("identity", outcome, `identity.${term}`, said, member), standingStep(standing, "identity.subject", by.name)];
}

function ownStatus(declared, lists, trusts, now) {
  if (!("credentialStatus" in declared.claims)) return [];
  try {
    const found = trusts.map((trust) => ({ trust, found: standingOf(declared.claims, trust.did, lists, now) }));
    if (!found.length) return [step("status", "unknown", "status.nobodys")];
    const order = ["withdrawn", "good", "stale", "no-list", "no-entry"];
    const best = found.sort((a, b) => order.indexOf(a.found.state) - order.indexOf(b.found.state))[0];
    return [standingStep(best.found, "status.declaration", best.trust.name)];
  } catch (fault) {
    return [step("status", "fails", "status.wrong", flaw(fault))];
  }
}

async function checksIn(members, declared, lists, trusts, now) {
  const steps = [];
  const asides = [];
  for await (const { member, found, fault } of confirmedIn(members, "check", "DigitalConformityCredential", [VC, UNTP], trusts)) {
    if (fault instanceof Stranger) {
      asides.push(say("check.stranger", { member, did: fault.message }));
      continue;
    }
    try {
      if (fault) throw fault;
      steps.push(...lookedAt(found, member, declared, lists, now));
    } catch (unsound) {
      const own = `check.${unsound.message}`;
      steps.push(step("check", "fails", own in WORDS ? own : "check.wrong", flaw(unsound), member));
    }
  }
  return { steps, asides };
}

function lookedAt({ by, claims, subject, since, until }, member, declared, lists, now) {
  if (subject.assessorLevel !== "membership" || subject.attestationType !== "verification") throw new Unsound("check-kind");
  const [one, ...more] = [].concat(claims.relatedResource ?? []);
  const digest = `sha256-${btoa(latin(fromHex(declared.sha256)))}`;
  const isOurs = !more.length && one?.id === declared.id && one.digestSRI === digest;
  if (!isOurs || textAt(subject, "issuedToParty", "id") !== declared.did) throw new Unsound("check-other");
  const [assessment, ...others] = [].concat(subject.conformityAssessment ?? []);
  if (!isTable(assessment) || others.length || !assessment.assessmentCriteria?.length) throw new Unsound("content");
  const codes = assessment.assessmentCriteria.map((criterion) => textAt(criterion, "id"));
  if (!codes.every((code) => code.startsWith("urn:zeren:question:"))) throw new Unsound("content");
  const late = now + SKEW < since ? "early" : now - SKEW > until ? "late" : "";
  if (late) return [step("check", "fails", `check.${late}`, { by: by.name, until: day(until) }, member)];
  const said = { by: by.name, day: textAt(assessment, "assessmentDate"), codes: codes.map((code) => code.slice(19)).join(", "), means: textAt(assessment, "description") };
  return [step("check", "holds", "check.looked-at", said, member), standingStep(standingOf(claims, by.did, lists, now), "check.subject", by.name)];
}

async function registeredIn(members, declared, trusts, now) {
  const content = members.get("proof.json");
  if (!content) return { steps: [], at: null, asides: [say("register.none")] };
  try {
    const proof = tableOf(content);
    const verifiers = await Promise.all(trusts.filter((one) => one.register).map(verifierOf));
    const verifier = verifiers.find((one) => one.name === proof.origin);
    if (!verifier) return { steps: [], at: null, asides: [say("register.unknown", { origin: String(proof.origin) })] };
    await mustInclude(proof, verifier, declared);
    return entered(proof.entry, verifier.by, declared, now);
  } catch (fault) {
    const key = fault.message === "credential" ? "register.credential" : "register.wrong";
    return { steps: [step("register", "fails", key, flaw(fault), "proof.json")], at: null, asides: [] };
  }
}

async function verifierOf(trust) {
  const [, name, id, key] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(trust.register) ?? [];
  const bytes = name ? fromBase64(key) : [];
  if (bytes[0] !== 1 || bytes.length !== 33) throw new Unsound("verifier-key");
  const made = hex((await digest(concat(utf8(`${name}\n`), bytes))).subarray(0, 4));
  if (made !== id) throw new Unsound("verifier-key");
  return { by: trust.name, name, id, jwk: { kty: "OKP", crv: "Ed25519", x: toBase64url(bytes.subarray(1)) } };
}

async function mustInclude(proof, verifier, declared) {
  const { entry, hashes, index } = proof;
  const names = ["hash", "kind", "org", "profile", "seq", "time"];
  const isFit = isTable(entry) && Object.keys(entry).sort().join() === names.join() && Array.isArray(hashes) && hashes.length <= 64;
  if (!isFit || entry.seq !== index || !Number.isSafeInteger(index)) throw new Unsound("content");
  if (entry.hash !== declared.sha256) throw new Unsound("credential");
  const { size, root } = await checkpointIn(textAt(proof, "checkpoint"), verifier);
  const line = `{${names.map((name) => `"${name}":${JSON.stringify(entry[name])}`).join(",")}}`;
  const leaf = await digest(concat(Uint8Array.of(0), utf8(line)));
  if (!(await includes(leaf, index, size, hashes.map(fromBase64), root))) throw new Unsound("inclusion");
}

async function checkpointIn(note, verifier) {
  const gap = note.lastIndexOf("\n\n");
  const text = note.slice(0, gap + 1);
  if (gap < 0 || !note.endsWith("\n")) throw new Unsound("note");
  const ours = note.slice(gap + 2, -1).split("\n").map((line) => {
    const [, name, content] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    if (!name) throw new Unsound("note");
    return { name, bytes: fromBase64(content) };
  }).filter(({ name, bytes }) => name === verifier.name && hex(bytes.subarray(0, 4)) === verifier.id);
  if (!ours.length) throw new Unsound("not-signed");
  for (const { bytes } of ours) {
    if (!(await holds(verifier.jwk, "EdDSA", utf8(text), bytes.subarray(4)))) throw new Unsound("signature");
  }
  const [origin, size, root] = text.split("\n");
  if (origin !== verifier.name || !/^(0|[1-9]\d{0,14})$/.test(size)) throw new Unsound("checkpoint");
  return { size: Number(size), root: fromBase64(root) };
}

// RFC 9162, 2.1.3.2. Sizes stay below 2^53, so that halving is exact.
async function includes(leaf, index, size, path, root) {
  if (index < 0 || index >= size) return false;
  let [place, last, found] = [index, size - 1, leaf];
  const half = (one) => Math.floor(one / 2);
  for (const beside of path) {
    if (last === 0) return false;
    if (place % 2 || place === last) {
      found = await digest(concat(Uint8Array.of(1), beside, found));
      while (place % 2 === 0 && place) [place, last] = [half(place), half(last)];
    } else {
      found = await digest(concat(Uint8Array.of(1), found, beside));
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && sameBytes(found, root);
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

function entered(entry, by, declared, now) {
  const at = moment(entry.time);
  const said = { by, day: day(at), number: entry.seq, org: entry.org };
  let [key, outcome] = ["register.entered", "holds"];
  if (entry.kind === "withdraw") [key, outcome] = ["register.withdrawn", "fails"];
  else if (!["declare", "supersede"].includes(entry.kind)) throw new Unsound("kind");
  else if (entry.org.length === 18 && entry.org !== declared.uscc) [key, outcome] = ["register.other-org", "fails"];
  else if (at > now) throw new Unsound("time");
  return { steps: [step("register", outcome, key, said, "proof.json")], at: outcome === "holds" ? at : null, asides: [] };
}

// SD-JWT (RFC 9901): what the company sealed, what of it is shown, to whom and until when.
async function sharedIn(members, declared, now) {
  const content = members.get("answers.sd-jwt");
  if (!content) return { steps: [], shown: [] };
  const member = "answers.sd-jwt";
  let parts;
  let seals;
  let shown;
  try {
    parts = latin(content).split("~");
    if (parts.length < 2 || parts.length > 5001 || parts.slice(1, -1).includes("")) throw new Unsound("sealed");
    seals = await sealsIn(parts[0], declared);
    shown = await shownIn(parts.slice(1, -1), seals);
  } catch (fault) {
    const key = fault.message === "sealed-other" ? "shared.other" : "shared.broken";
    return { steps: [step("answers", "fails", key, flaw(fault), member)], shown: [] };
  }
  const count = [...seals.values()].filter((part) => part === "answers").length;
  const sealed = step("answers", "holds", "shared.sealed", { count }, member);
  if (!shown.length && !parts.at(-1)) return { steps: [sealed], shown };
  return { steps: [sealed, await addressed(parts, declared, now, shown.length)], shown };
}

async function sealsIn(token, declared) {
  const { header, claims } = await checked(utf8(token), "vc+sd-jwt", declared.jwk);
  if (issuerOf(claims) !== declared.did || !String(header.kid).startsWith(`${declared.did}#`)) throw new Unsound("kid");
  if (claims.declaration !== declared.id) throw new Unsound("sealed-other");
  if (claims._sd_alg !== "sha-256") throw new Unsound("algorithm");
  const seals = new Map();
  for (const part of PARTS) {
    const table = claims.credentialSubject?.[part] ?? {};
    if (!isTable(table) || Object.keys(table).some((name) => name !== "_sd")) throw new Unsound("sealed");
    for (const seal of table._sd ?? []) {
      if (typeof seal !== "string" || seals.has(seal)) throw new Unsound("sealed");
      seals.set(seal, part);
    }
  }
  return seals;
}

async function shownIn(disclosures, seals) {
  const left = new Map(seals);
  const found = new Map();
  for (const disclosure of disclosures) {
    const seal = toBase64url(await digest(utf8(disclosure)));
    const part = left.get(seal);
    const one = jsonOf(fromBase64url(disclosure));
    left.delete(seal);
    if (!part || !Array.isArray(one) || one.length !== 3) throw new Unsound("sealed");
    const [salt, code, value] = one;
    const isFit = typeof salt === "string" && typeof code === "string" && !["_sd", "..."].includes(code);
    if (!isFit || found.has(`${part} ${code}`)) throw new Unsound("sealed");
    found.set(`${part} ${code}`, { part, code, value });
  }
  return [...found.values()];
}

async function addressed(parts, declared, now, count) {
  const member = "answers.sd-jwt";
  if (!parts.at(-1)) return step("shared", "fails", "shared.unaddressed", {}, member);
  try {
    const { claims } = await checked(utf8(parts.at(-1)), "kb+jwt", declared.jwk);
    const { aud, nonce, iat, exp } = claims;
    if (!aud || typeof aud !== "string" || !nonce || typeof nonce !== "string") throw new Unsound("content");
    const before = `${parts.slice(0, -1).join("~")}~`;
    if (claims.sd_hash !== toBase64url(await digest(utf8(before)))) throw new Unsound("sealed");
    if (!Number.isInteger(iat) || !Number.isInteger(exp) || iat * 1000 > now + SKEW || exp < iat) throw new Unsound("moment");
    const until = `${new Date(exp * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
    const isOver = now - SKEW > exp * 1000;
    return step("shared", isOver ? "fails" : "holds", isOver ? "shared.over" : "shared.addressed", { to: aud, until, count }, member);
  } catch (fault) {
    return step("shared", "fails", "shared.broken", flaw(fault), member);
  }
}

async function verify(members, trusts, now) {
  const { declared, steps } = await declaredIn(members, now);
  if (!declared) return verdictOf(null, null, steps, [], []);
  const listed = await listsIn(members, trusts, now);
  const registered = await registeredIn(members, declared, trusts, now);
  const identity = await identified(members, declared, listed.lists, trusts, now, registered.at);
  const checks = await checksIn(members, declared, listed.lists, trusts, now);
  const shared = await sharedIn(members, declared, now);
  steps.push(...identity.steps, ...ownStatus(declared, listed.lists, trusts, now), ...listed.steps);
  steps.push(...registered.steps, ...checks.steps, ...shared.steps);
  const open = [];
  if (identity.asof !== undefined) open.push(say("open.after", { day: day(identity.asof) }));
  const isChecked = checks.steps.some((one) => one.code === "check" && one.outcome === "holds");
  open.push(say(isChecked ? "open.only-checked" : "open.nobody-checked"));
  if (declared.statement && !shared.steps.length) open.push(say("open.no-answers"));
  const scores = shared.shown.filter((one) => one.part === "scores").map((one) => one.code);
  if (scores.length) open.push(say("open.not-recomputed", { names: scores.join(", ") }));
  return verdictOf(declared, identity, steps, [...open, ...identity.asides, ...checks.asides, ...registered.asides], shared.shown);
}

function verdictOf(declared, identity, steps, open, shown) {
  const outcome = ["fails", "unknown", "holds"].find((one) => steps.some((each) => each.outcome === one));
  const reason = steps.find((one) => one.outcome === outcome).words;
  const sentence = outcome !== "holds" ? say(`sentence.${outcome}`, { reason }) : say("sentence.holds", {
    name: { zh: declared.names[0], en: declared.names[1] ?? declared.names[0] },
    uscc: declared.uscc, by: identity.by, since: day(declared.since), until: day(declared.until),
  });
  const never = ["never.true", "never.printed", "never.who"].map((key) => say(key));
  return { outcome, sentence, steps, not_proven: [...never, ...open], statement: declared?.statement ?? null, shown };
}

// The verdict: every step, then the worst of them, first said in one sentence.

async function verify(members, trusts, now) {
  const { declared, steps } = await declaredIn(members, now);
  if (!declared) return verdictOf(steps);
  const listed = await listsIn(members, trusts, now);
  const registered = await registeredIn(members, declared, trusts, now);
  const identity = await identified(members, declared, listed.lists, trusts, now, registered.at);
  const checks = await checksIn(members, declared, listed.lists, trusts, now);
  const shared = await sharedIn(members, declared, now);
  steps.push(...identity.steps, ...ownStatus(declared, listed.lists, trusts, now), ...listed.steps);
  steps.push(...registered.steps, ...checks.steps, ...shared.steps);
  const open = notProven(declared, identity, checks, shared);
  const names = [...members.keys()].filter((name) => name.startsWith("signature-")).sort().join(", ");
  if (names) open.push(say("verify.elsewhere", { names }));
  open.push(...identity.asides, ...checks.asides, ...registered.asides, ...shared.asides);
  return verdictOf(steps, { open, declared, identity, shown: shared.shown });
}

function notProven({ statement, names }, { asof, by, name }, checks, shared) {
  const isChecked = checks.steps.some((one) => one.code === "check" && one.outcome === "holds");
  return [
    ...(asof ? [say("verify.after", { day: asof.day })] : []),
    ...(by ? ofItsOwn(names, name, by) : []),
    say(isChecked ? "verify.only-checked" : "verify.nobody-checked"),
    ...(statement && !shared.steps.length ? [say("verify.no-answers")] : []),
  ];
}

function verdictOf(steps, { open = [], declared = null, identity = null, shown = [] } = {}) {
  const outcome = ["fails", "unknown", "holds"].find((one) => steps.some((each) => each.outcome === one));
  const never = ["true", "printed", "who"].map((key) => say(`verify.${key}`));
  const sentence = sentenceOf(outcome, steps, declared, identity);
  return { outcome, sentence, steps, not_proven: [...never, ...open], statement: declared?.statement ?? null, shown };
}

// What a buyer reads first. Where something is wrong, the first wrong thing says so itself.
function sentenceOf(outcome, steps, declared, identity) {
  if (outcome !== "holds") return say(`verify.${outcome}`, { reason: steps.find((one) => one.outcome === outcome).words });
  const [since, until] = [declared.since.day, declared.until.day];
  return say(identity.isPast ? "verify.held" : "verify.holds", { name: calledIn(declared.names, identity.name), uscc: declared.uscc, by: identity.by, since, until });
}

// The name that was confirmed, in its language where that was “Chinese / English”.
function calledIn(names, name) {
  return name === names.at(-1) ? { zh: names[0], en: names[1] } : { zh: name, en: name };
}

// A name in the other language that the company gives itself and nobody confirms.
function ofItsOwn([zh, en, ...both], name, by) {
  if (zh === en || both.includes(name)) return [];
  return [say("verify.own-name", { own: name === zh ? en : zh, name, by })];
}

// The page: files in, the verdict out. It keeps nothing and asks nobody; its policy forbids the network. Whatever a
// file says becomes text of the page and nothing else.

const MARKS = { holds: "✓", fails: "✗", unknown: "?" };
const LANGS = ["zh", "en"];
const [MOST_WORDS, MOST_ROWS] = [20_000, 2_000]; // signs of one text; rows of a statement or of what is shown
const UNPRINTABLE = /[\0-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ufeff]/g;
const kept = { trusts: [], members: null, file: "", others: [], turn: 0, pinned: null };

// ── what was put in ──

async function take(files) {
  kept.turn += 1;
  const turn = kept.turn;
  await kept.pinned; // whom the page trusts from the start comes first
  const verdict = await taken([...files]).catch(told);
  if (turn !== kept.turn) return;
  showTrusts();
  if (verdict) show(verdict);
}

// A fault in words, whatever it is; nothing of it may look like a verdict that holds.
function told(fault) {
  if (!(fault instanceof Refused)) return aloud("unknown", say(fault instanceof Unable ? "page.unable" : "page.broke"));
  if (fault.message.startsWith("page.")) return aloud("unknown", say(fault.message, { files: fault.part }));
  const [what, remedy] = REFUSALS[fault.message];
  const said = { part: fault.part, limit: LIMIT, size: fault.size ?? "" };
  const sentence = fault.message.startsWith("trust-") ? what : WORDS["page.unreadable"];
  const steps = [what, remedy].filter((words) => words !== sentence).map((words) => filled(words, said));
  return { ...aloud(sentence === what ? "unknown" : "fails", sentence), remedies: steps, refusal: fault.message };
}

function aloud(outcome, sentence) {
  return { outcome, sentence, steps: [], not_proven: [], statement: null, shown: [], remedies: [], refusal: "" };
}

async function taken(files) {
  const found = await Promise.all(files.map(sorted));
  const declarations = found.filter((one) => one.kind === "declaration");
  if (declarations.length > 1) throw new Refused("page.several");
  kept.trusts = together(kept.trusts, found.flatMap(({ trust }) => trust ?? []));
  const others = found.filter((one) => one.kind && one.kind !== "declaration");
  kept.others = declarations.length && kept.members ? others : [...kept.others, ...others];
  for (const { members, file } of declarations) Object.assign(kept, { members, file });
  if (kept.members) return concluded();
  return kept.others.length ? aloud("unknown", say("page.waiting", { files: namesOfFiles(kept.others) })) : null;
}

// Whether it is a declaration, the file of an association, or something that came apart.
async function sorted(file) {
  if (file.size > MOST_FILE) throw Object.assign(new Refused("envelope-too-large"), { size: Math.ceil(file.size / 1_000_000) });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = bytes.length <= MOST ? kindOf(bytes) : null;
  if (kind === "trust") return { trust: await trustOf(bytes) };
  if (kind) return { kind, bytes, file: file.name };
  return { kind: "declaration", members: packageOf(bytes), file: file.name };
}

// What came apart is known by its content, for phones change names; null for what a declaration may travel in.
function kindOf(bytes) {
  try {
    if (startsWith(bytes, "{") || startsWith(bytes, "[")) return kindOfJson(jsonOf(bytes));
    if (!startsWith(bytes, "eyJ") || bytes.includes(126)) return null;
    const types = tableOf(parsed(latin(bytes), "vc+jwt").payload);
    const [kind] = Object.entries(KINDS).find(([, [type]]) => isTable(types) && [types.type].flat().includes(type)) ?? [];
    return kind === "check" && types.credentialSubject?.assessorLevel === "self" ? null : (kind ?? null);
  } catch (fault) {
    if (!(fault instanceof Unsound)) throw fault;
    return startsWith(bytes, "{") ? "trust" : null;
  }
}

function kindOfJson(value) {
  if (Array.isArray(value)) return "did.json";
  if (isTable(value) && "checkpoint" in value) return PROOF;
  return isTable(value) && "profile" in value ? STATEMENT : "trust";
}

async function concluded() {
  const members = new Map(kept.members);
  for (const { kind, bytes, file } of kept.others) members.set(kind in KINDS ? freeName(kind, members, file) : kind, bytes);
  const now = Date.now();
  const verdict = await verify(members, kept.trusts, now);
  const files = namesOfFiles([kept, ...kept.others]);
  return { ...verdict, remedies: [], refusal: "", place: say("page.looked-at", { files, time: clockWords(new Date(now)) }) };
}

function freeName(kind, members, file) {
  for (let number = 1; number <= 9; number += 1) if (!members.has(`${kind}-${number}.jwt`)) return `${kind}-${number}.jwt`;
  throw new Refused("page.too-many", file);
}

function namesOfFiles(found) {
  return listed(found.map(({ file }) => ({ zh: file, en: file })));
}

function listed(texts) {
  return { zh: texts.map(({ zh }) => zh).join("、"), en: texts.map(({ en }) => en).join(", ") };
}

// ── what is shown ──

function printable(words) {
  const text = String(words).replaceAll(/\r\n?|[\v\f\x85\u2028\u2029]/g, "\n").replaceAll(UNPRINTABLE, "");
  return text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text;
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.map((one) => (typeof one === "string" ? printable(one) : one)));
  return made;
}

// In both languages; the page shows one of them.
function both(name, words, className = "") {
  return LANGS.map((lang) => tagged(element(name, `${lang} ${className}`.trim(), words[lang]), lang));
}

function tagged(made, lang) {
  made.lang = lang === "zh" ? "zh-Hans" : "en";
  return made;
}

function show(verdict) {
  const { outcome, steps, sentence, place, remedies, refusal } = verdict;
  const result = document.getElementById("result");
  const title = element("h2", "", mark(outcome), ...sentenceParts(sentence));
  const more = [...remedies.flatMap((words) => both("p", words)), ...(place ? both("p", place, "quiet") : [])];
  result.replaceChildren(element("section", `verdict ${outcome}`, title, ...more));
  Object.assign(result.dataset, { outcome, refusal, steps: steps.map((one) => `${one.code}:${one.outcome}`).join(" ") });
  if (steps.length) result.append(section("steps", list(steps.map((one) => [mark(one.outcome), ...both("span", one.words)]), "marked")));
  if (verdict.shown.length) result.append(section("shown", ...tablesOf(Object.fromEntries(verdict.shown.map(({ kind, code, value }) => [`${kind} ${code}`, { code: kind === "scores" ? askedAs(code) : code, value }])), shownRows)));
  if (verdict.not_proven.length) result.append(section("open", list(verdict.not_proven.map((words) => both("span", words)))));
  if (verdict.statement) result.append(section("statement", ...tablesOf(verdict.statement, rowsOf)));
  result.focus();
}

// The verdict itself, and below it what it rests on.
function sentenceParts(sentence) {
  const parts = LANGS.map((lang) => /^([^：:]*[：:])?(.*)$/s.exec(sentence[lang]));
  return LANGS.map((lang, at) => tagged(element("span", lang, element("strong", "", parts[at][1] ?? ""), " ", parts[at][2]), lang));
}

function mark(outcome) {
  const made = element("span", `mark ${outcome}`, MARKS[outcome]);
  made.setAttribute("aria-hidden", "true");
  return made;
}

function section(key, ...content) {
  return element("section", key, element("h3", "", ...both("span", WORDS[`page.${key}`])), ...content);
}

function list(rows, className = "") {
  return element("ul", className, ...rows.map((row) => element("li", "", ...row)));
}

function showTrusts() {
  const names = listed(kept.trusts.map((one) => one.name));
  const words = kept.trusts.length ? say("page.trusted", { names }) : WORDS["page.nobody"];
  document.getElementById("trusts").replaceChildren(...both("span", words));
}

function begin() {
  const [drop, input] = ["drop", "file"].map((id) => document.getElementById(id));
  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => setLang(button.dataset.lang));
  setLang(navigator.language.startsWith("zh") ? "zh" : "en");
  if (!globalThis.crypto?.subtle) {
    show(told(new Unable()));
    return;
  }
  input.addEventListener("change", async () => {
    await take(input.files);
    input.value = ""; // the same file may be put in again
  });
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener("dragover", () => drop.classList.add("over"));
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => take(event.dataTransfer.files));
  kept.pinned = take(TRUSTED.map((trust) => new File([JSON.stringify(trust)], "association.pub")));
}

function setLang(lang) {
  tagged(document.documentElement, lang);
  document.body.className = `in-${lang}`;
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
}

// The page: files in, the verdict out. It keeps nothing and asks nobody; its policy forbids the network.

const CHROME = {
  holds: { zh: "可以相信", en: "Holds" },
  fails: { zh: "不要相信", en: "Fails" },
  unknown: { zh: "还不能下结论", en: "Cannot tell yet" },
  steps: { zh: "逐步核对", en: "What was looked at" },
  open: { zh: "没有证明的", en: "What is not proven" },
  statement: { zh: "签名的声明原文", en: "The signed statement" },
  shown: { zh: "出示给您的回答", en: "Answers shown to you" },
  again: { zh: "验证另一个文件", en: "Verify another file" },
  trusted: { zh: "您信任的协会：", en: "Associations that you trust: " },
  nobody: {
    zh: "还没有一家。请把协会公布的 association.pub 也放进来，才能知道密钥属于谁。",
    en: "none yet. Add the association.pub that an association has published, to learn whose key it is.",
  },
  unreadable: {
    zh: "这个文件里没有能读的自我声明：{flaw}。请用企业发来的原文件（PDF、.zeren 或 .jwt），不要用打印后扫描的。",
    en: "No self-declaration can be read from this file: {flaw}. Use the file as the company sent it (PDF, .zeren or .jwt), not a scan of a print.",
  },
  insecure: {
    zh: "这个浏览器在本页上不提供加密运算。请用近年的 Chrome、Edge、Firefox 或 Safari 打开，或者用 zeren verify。",
    en: "This browser offers no cryptography on this page. Open it in a recent Chrome, Edge, Firefox or Safari, or use zeren verify.",
  },
};
const MARKS = { holds: "✓", fails: "✕", unknown: "?" };
const FLAW_OF_FILE = {
  "no-declaration": { zh: "里面没有签名的声明", en: "it holds no signed declaration" },
  encrypted: { zh: "PDF 加了密码", en: "the PDF is encrypted" },
  twice: { zh: "里面有两份不同的同名附件", en: "it holds two different attachments of one kind" },
  zip: { zh: "压缩包和规定的不一样", en: "its zip is not of the kind that is agreed" },
  pdf: { zh: "PDF 不完整", en: "the PDF is not complete" },
  compressed: { zh: "压缩的内容解不开", en: "its content cannot be unpacked" },
};
const kept = { package: null, extra: [], trusts: [] };

function element(name, { text, className, lang, ...rest } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  if (lang) made.lang = lang === "zh" ? "zh-Hans" : "en";
  Object.assign(made, rest);
  made.append(...children);
  return made;
}

function both(name, words, className = "") {
  return ["zh", "en"].map((lang) => element(name, { text: words[lang], lang, className: `${lang} ${className}` }));
}

async function take(files) {
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    try {
      await takeOne(bytes, file.name);
    } catch (fault) {
      if (!(fault instanceof Unsound)) throw fault;
      show(unreadable(fault));
      return;
    }
  }
  await conclude();
}

async function takeOne(bytes, name) {
  if (bytes.length > 100_000_000) throw new Unsound("size");
  if (bytes[0] === 0x7b) {
    const trust = await trustOf(bytes);
    kept.trusts = [...kept.trusts.filter((one) => one.did !== trust.did), trust];
    return;
  }
  const kind = kindOf(bytes);
  if (kind && kind !== "declaration.jwt" && kept.package) kept.extra.push([kind, bytes]);
  else [kept.package, kept.extra] = [await packageOf(bytes, name), []];
}

async function conclude() {
  showTrusts();
  if (!kept.package) return;
  const members = new Map(kept.package);
  for (const [kind, bytes] of kept.extra) {
    let name = kind;
    for (let number = 1; kind in { identity: 1, check: 1, status: 1 } && members.has((name = `${kind}-${number}.jwt`)); ) number += 1;
    members.set(name, bytes);
  }
  show(await verify(members, kept.trusts, Date.now()));
}

function unreadable(fault) {
  const found = FLAW_OF_FILE[fault.message] ?? flaw(fault).flaw;
  const words = Object.fromEntries(["zh", "en"].map((lang) => [lang, CHROME.unreadable[lang].replace("{flaw}", found[lang])]));
  return { outcome: "fails", sentence: words, steps: [], not_proven: [], statement: null, shown: [] };
}

function show(verdict) {
  const result = document.getElementById("result");
  const title = element("h2", {}, element("span", { text: MARKS[verdict.outcome], className: "mark", ariaHidden: "true" }), ...both("span", CHROME[verdict.outcome]));
  result.replaceChildren(element("section", { className: `verdict ${verdict.outcome}` }, title, ...both("p", verdict.sentence)));
  result.dataset.outcome = verdict.outcome;
  result.dataset.steps = verdict.steps.map((one) => `${one.code}:${one.outcome}`).join(" ");
  if (verdict.steps.length) result.append(section("steps", list(verdict.steps.map((one) => [one.words, one.outcome]))));
  if (verdict.shown.length) result.append(section("shown", shownTable(verdict.shown)));
  if (verdict.not_proven.length) result.append(section("open", list(verdict.not_proven.map((one) => [one, ""]))));
  if (verdict.statement) result.append(section("statement", ...statementTables(verdict.statement)));
  result.tabIndex = -1;
  result.focus();
}

function section(key, ...content) {
  return element("section", { className: key }, element("h3", {}, ...both("span", CHROME[key])), ...content);
}

function list(rows) {
  const items = rows.map(([words, outcome]) => {
    const mark = outcome ? [element("span", { text: MARKS[outcome], className: `mark ${outcome}`, ariaHidden: "true" })] : [];
    return element("li", {}, ...mark, ...both("span", words));
  });
  return element("ul", {}, ...items);
}

function shownTable(shown) {
  const rows = shown.map(({ code, value }) => element("tr", {}, element("th", { text: code, scope: "row" }), element("td", { text: written(value) })));
  return element("table", {}, element("tbody", {}, ...rows));
}

function written(value) {
  return isTable(value) ? Object.entries(value).map(([name, one]) => `${name}: ${written(one)}`).join(" · ") : String(value);
}

function statementTables(statement) {
  return ["zh", "en"].map((lang) => {
    const rows = Object.entries(statement).map(([name, value]) =>
      element("tr", {}, element("th", { text: LABELS[name]?.[lang] ?? name, scope: "row" }), element("td", {}, ...valueOf(value, lang))),
    );
    return element("table", { className: lang, lang: lang === "zh" ? "zh-Hans" : "en" }, element("tbody", {}, ...rows));
  });
}

function valueOf(value, lang) {
  if (Array.isArray(value)) return value.flatMap((one) => [element("p", {}, ...valueOf(one, lang))]);
  if (!isTable(value)) return [value === null || value === "" ? "—" : String(value)];
  if (typeof value.zh === "string" && typeof value.en === "string") return [value[lang]];
  if (typeof value.text === "string" && typeof value.lang === "string") {
    return [element("span", { text: value.text, lang: value.lang })];
  }
  return Object.entries(value).map(([name, one]) => element("span", { className: "part" }, `${LABELS[name]?.[lang] ?? name}: `, ...valueOf(one, lang)));
}

function showTrusts() {
  const words = Object.fromEntries(["zh", "en"].map((lang) => {
    const names = kept.trusts.map((one) => one.name[lang]).join(lang === "zh" ? "、" : ", ");
    return [lang, CHROME.trusted[lang] + (names || CHROME.nobody[lang])];
  }));
  document.getElementById("trusts").replaceChildren(...both("span", words));
}

async function begin() {
  const drop = document.getElementById("drop");
  const input = document.getElementById("file");
  if (!globalThis.crypto?.subtle) {
    show({ outcome: "unknown", sentence: CHROME.insecure, steps: [], not_proven: [], statement: null, shown: [] });
    return;
  }
  for (const trust of TRUSTED) kept.trusts.push(await trustOf(utf8(JSON.stringify(trust))));
  showTrusts();
  input.addEventListener("change", () => take(input.files));
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener("drop", (event) => take(event.dataTransfer.files));
  document.addEventListener("dragenter", () => drop.classList.add("over"));
  document.addEventListener("drop", () => drop.classList.remove("over"));
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => setLang(button.dataset.lang));
  }
  setLang(navigator.language.startsWith("zh") ? "zh" : "en");
}

function setLang(lang) {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.body.className = `in-${lang}`;
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  }
}

begin();

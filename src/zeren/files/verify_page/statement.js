// The signed statement and the answers shown, in words: the same names in the same order as on the command's screen.

// A list of names and values in each language, no longer than a page can bear.
function tablesOf(table, rows) {
  return LANGS.map((lang) => {
    const left = { rows: MOST_ROWS };
    const made = tagged(element("dl", lang, ...rows(table, lang, left)), lang);
    return left.rows < 0 ? tagged(element("div", lang, made, element("p", "quiet", WORDS["page.more"][lang])), lang) : made;
  });
}

// Names in the order of reading, then the others.
function namesIn(table) {
  const known = Object.keys(LABELS).filter((name) => name in table);
  return [...known, ...Object.keys(table).filter((name) => !Object.hasOwn(LABELS, name))];
}

function labelOf(name, lang) {
  return Object.hasOwn(LABELS, name) ? LABELS[name][lang] : name;
}

// A name and a value for each, as long as there is room; tables within a table are set in, lists have a line a member.
function rowsOf(table, lang, left) {
  const rows = [];
  for (const name of namesIn(table)) {
    const value = table[name];
    if (value === null || value === "" || (Array.isArray(value) && !value.length)) continue;
    left.rows -= 1;
    if (left.rows < 0) break;
    rows.push(element("dt", "", labelOf(name, lang)), element("dd", "", ...valueIn(value, lang, left)));
  }
  return rows;
}

function valueIn(value, lang, left) {
  if (isTable(value) && !isBothOrSaid(value)) return [element("dl", "", ...rowsOf(value, lang, left))];
  if (isTable(value) && hasNames(value, ["lang", "text"])) return [said(value)];
  if (!Array.isArray(value) || !value.some(isTable)) return [inLine(value, lang)];
  const lines = value.slice(0, Math.max(0, left.rows)).map((one) => element("p", "", inLine(one, lang)));
  left.rows -= value.length;
  return lines;
}

// Somebody's own words, in their language.
function said({ lang, text }) {
  const made = element("span", "", plain(text));
  return ["zh", "en"].includes(lang) ? tagged(made, lang) : made;
}

function shownRows(table, lang, left) {
  const rows = [];
  for (const { code, value } of Object.values(table)) {
    left.rows -= 1;
    if (left.rows < 0) break;
    rows.push(element("dt", "", code), element("dd", "", inLine(value, lang)));
  }
  return rows;
}

function isBothOrSaid(value) {
  return hasNames(value, ["zh", "en"]) || hasNames(value, ["lang", "text"]);
}

// 7045 as people read a score: 70.45.
function points(hundredths) {
  return isWhole(hundredths) ? (hundredths / 100).toFixed(2) : hundredths;
}

// A value in one line; a text in both languages in that of the page.
function inLine(value, lang) {
  if (isTable(value)) {
    if (isBothOrSaid(value)) return plain(value[lang] ?? value.text);
    const parts = namesIn(value).map((name) => [labelOf(name, lang), inLine(POINTS.includes(name) ? points(value[name]) : value[name], lang)]);
    return parts.filter(([, words]) => words).map((part) => part.join(" ")).join(lang === "zh" ? "；" : "; ");
  }
  if (typeof value === "boolean") return WORDS[value ? "page.yes" : "page.no"][lang];
  if (Array.isArray(value)) return value.map((one) => inLine(one, lang)).join(lang === "zh" ? "、" : ", ");
  if (value === null) return "";
  return Object.hasOwn(SAID, value) ? SAID[value][lang] : String(value);
}

begin();

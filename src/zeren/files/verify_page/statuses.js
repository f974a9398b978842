// Whether an association has withdrawn a credential, as far as the lists in the file can tell.

const FRESH = 35 * 86_400_000; // how old a list may be: a monthly one, and some days
const STOPS = ["revocation", "suspension"];
const [LEAST_LIST, MOST_LIST, MOST_TTL] = [131_072 / 8, 1_048_576, 10 ** 12];
const OUTCOMES = { good: "holds", withdrawn: "fails", stale: "unknown", "no-list": "unknown", "no-entry": "unknown" };

// Members of a kind, in order: each opened and looked at, or told as a stranger's or as unsound.
async function confirmedIn(members, kind, trusts, { look, stranger, unsound }) {
  for (const [member, content] of [...members].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!member.startsWith(`${kind}-`)) continue;
    try {
      await look(await openedConfirmed(member, content, kind, trusts));
    } catch (fault) {
      if (fault instanceof Stranger) stranger(member, fault.message);
      else unsound(member, flawed(fault), fault.message);
    }
  }
}

async function listsIn(members, trusts, now) {
  const [lists, steps] = [[], []];
  await confirmedIn(members, "status", trusts, {
    look: (confirmed) => lists.push(listOf(confirmed, now)),
    stranger: () => {}, // says nothing about what we trust
    unsound: (member, said) => steps.push(step("status", "fails", "status.broken", said, member)),
  });
  return { lists, steps };
}

function listOf(confirmed, now) {
  const { statusPurpose, ttl, type, encodedList } = confirmed.subject;
  const purposes = typeof statusPurpose === "string" ? [statusPurpose] : statusPurpose;
  if (type !== "BitstringStatusList" || !Array.isArray(purposes)) throw new Unsound("content");
  if (outOfTime(confirmed, now) === "early") throw new Unsound("future");
  let last = Math.min(confirmed.until.at, confirmed.since.at + FRESH);
  if (isWhole(ttl) && ttl > 0 && ttl < MOST_TTL) last = Math.min(last, confirmed.since.at + ttl);
  if (typeof encodedList !== "string") throw new Unsound("content");
  return { ...confirmed, purposes: purposes.map(plain), bits: bitsOf(encodedList), last };
}

function bitsOf(encoded) {
  if (!encoded.startsWith("u")) throw new Unsound("status-list");
  const packed = fromBase64url(encoded.slice(1));
  try {
    const { content, end } = inflated(packed, "gzip", MOST_LIST);
    if (end === packed.length && content.length >= LEAST_LIST) return content;
  } catch (fault) {
    if (!(fault instanceof Damaged || fault instanceof TooLarge)) throw fault;
  }
  throw new Unsound("status-list");
}

// How a credential of this association stands. Withdrawn once is withdrawn, though the list that says so be old; not
// withdrawn is believed of a fresh list alone.
function standingOf(claims, did, lists, now) {
  const said = claims.credentialStatus ?? [];
  const entries = Array.isArray(said) ? said : [said];
  if (!entries.every(isTable)) throw new Unsound("content");
  if (entries.some((one) => one.type !== "BitstringStatusListEntry")) throw new Unsound("kind");
  const found = entries.filter((one) => STOPS.includes(one.statusPurpose)).map((one) => standingOfEntry(one, did, lists, now));
  return firstBy(found, ["withdrawn", "no-list", "stale", "good"], (one) => one.state) ?? { state: "no-entry" };
}

// The first of those that come first in an order.
function firstBy(found, order, of) {
  return order.map((word) => found.find((one) => of(one) === word)).find((one) => one !== undefined);
}

function standingOfEntry(entry, did, lists, now) {
  const { statusListCredential: url, statusPurpose: purpose, statusSize: size = 1 } = entry;
  const index = indexIn(entry);
  if (typeof url !== "string" || size !== 1) throw new Unsound("content");
  const fitting = lists
    .filter((one) => one.by.did === did && one.claims.id === url && one.purposes.includes(purpose))
    .sort((a, b) => a.since.at - b.since.at);
  if (!fitting.length) return { state: "no-list", url };
  const newest = fitting.at(-1);
  const lookedAt = purpose === "revocation" ? fitting : [newest];
  const told = { asof: newest.since, member: newest.member, url };
  const isSet = lookedAt.map(({ bits }) => isBitSet(bits, index)).includes(true);
  return { state: isSet ? "withdrawn" : now <= newest.last ? "good" : "stale", ...told };
}

// A whole number as UNTP writes it, or a base-10 text as W3C does.
function indexIn({ statusListIndex: said }) {
  if (typeof said === "string" && /^\d{1,9}$/.test(said)) return Number(said);
  if (Number.isInteger(said)) return said;
  throw new Unsound("status-index");
}

function isBitSet(bits, index) {
  if (index < 0 || index >= bits.length * 8) throw new Unsound("status-index");
  return Boolean(bits[Math.floor(index / 8)] & (0x80 >> (index % 8)));
}

function standingStep({ state, asof, url = "", member = "" }, subject, by) {
  const said = { subject: WORDS[subject], by, url, day: asof?.day ?? "" };
  return step("status", OUTCOMES[state], `status.${state}`, said, member);
}

// Where the declaration itself names a list: that of a trusted association says whether it stands.
function ownStatus({ claims }, lists, trusts, now) {
  if (!("credentialStatus" in claims)) return [];
  let found;
  try {
    found = trusts.map((by) => ({ by, standing: standingOf(claims, by.did, lists, now) }));
  } catch (fault) {
    return [step("status", "fails", "verify.odd-status", flawed(fault))];
  }
  const best = firstBy(found, ["withdrawn", "good", "stale", "no-list", "no-entry"], (one) => one.standing.state);
  return [best ? standingStep(best.standing, "verify.declaration", best.by.name) : step("status", "unknown", "verify.nobodys-list")];
}

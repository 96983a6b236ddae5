// The desk, quicker: filters the list while one types, taps without a new page, and follows what
// other helpers do. Without this script the same forms do the same with a page load.
const form = document.getElementById("desk");
const trouble = document.getElementById("desk-trouble");
const EVERY = 10_000;

// How two spellings of a name become equal; the server's domain/spelling.py does the same.
const LETTERS = { ß: "ss", ł: "l", đ: "d", ð: "d", ø: "o", æ: "ae", œ: "oe", þ: "th", ı: "i" };
const plain = (text) => text.replace(/[ßłđðøæœþı]/g, (letter) => LETTERS[letter]);
const words = (text) =>
  (plain(plain(text.toLowerCase()).normalize("NFKD").replace(/\p{Mn}/gu, ""))
    .replace(/(?<=[\p{L}\p{N}_])['’`´](?=[\p{L}\p{N}_])/gu, "")
    .replace(/a(?=e(?!l[ae]?(?:[^\p{L}\p{N}_]|$)))e|(?<![aeiouyq])([ou])e/gu, (_, letter) => letter || "a")
    .match(/[\p{L}\p{N}]+/gu)) || [];

const rows = () => [...form.querySelectorAll("[data-id]")];
const field = document.querySelector("[role=search] [type=search]");

function filter() {
  const sought = words(field.value);
  let found = 0;
  for (const row of rows()) {
    row.hidden = !sought.every((word) => row.dataset.words.includes(word));
    found += !row.hidden;
  }
  for (const part of form.querySelectorAll("details")) {
    part.hidden = ![...part.querySelectorAll("[data-id]")].some((row) => !row.hidden);
    if (sought.length) part.open = true;
  }
  document.getElementById("desk-nobody").hidden = found > 0;
  form.elements.q.value = field.value;
}

function show(row, since) {
  const isHere = since !== undefined;
  const button = row.querySelector("button");
  row.classList.toggle("desk-row--here", isHere);
  row.querySelector(".desk-row__since").textContent = isHere ? form.dataset.since.replace("{time}", since) : "";
  if ((button.name === "out") === isHere) return;
  const template = document.getElementById(isHere ? "desk-out" : "desk-in");
  const other = template.content.firstElementChild.cloneNode(true);
  other.value = row.dataset.id;
  other.setAttribute("aria-label", `${other.textContent.trim()}: ${row.querySelector("a").textContent}`);
  const hadFocus = button === document.activeElement;
  button.replaceWith(other);
  if (hadFocus) other.focus();
}

function apply(state) {
  trouble.textContent = "";
  const summary = document.getElementById("summary");
  if (summary.textContent !== state.summary) summary.textContent = state.summary;
  for (const row of rows()) show(row, state.here[row.dataset.id]);
  // Somebody joined the list at another phone: only the server can tell who.
  if (state.people !== Number(form.dataset.people)) location.reload();
}

async function ask(address, options) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
  const kind = answer.headers.get("Content-Type") || "";
  if (answer.redirected || answer.status === 400) location.reload(); // signed out meanwhile
  else if (answer.ok && kind.startsWith("application/json")) apply(await answer.json());
  else throw new Error(answer.statusText);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = new FormData(form);
  sent.set(event.submitter.name, event.submitter.value);
  try {
    await ask(form.action, { method: "POST", body: sent });
  } catch {
    trouble.textContent = form.dataset.offline;
  }
});

field.form.querySelector("[type=submit]").hidden = true;
field.addEventListener("input", filter);
field.addEventListener("focus", () => field.select()); // the next name replaces the last one
field.form.addEventListener("submit", (event) => {
  // The list holds everybody unless it was narrowed by an earlier search.
  if (new URLSearchParams(location.search).get("q")) return;
  event.preventDefault();
  filter();
});
const follow = () => document.hidden || ask(form.dataset.state).catch(() => {});
setInterval(follow, EVERY);
document.addEventListener("visibilitychange", follow); // the phone comes out of a pocket

// The console: it stays the page that the site wrote. When something changes in the room, or a button is pressed, the
// page is asked for again and its parts replaced, without losing what is being typed, ticked or read.
import { Live } from "./live.js";

const QUIET = 250; // milliseconds without a change before looking again
const OFTEN = 1000; // at most once in so many
const SHARE = 8; // and never more than an eighth of the time: a big room has a big page

const settings = JSON.parse(document.getElementById("live").textContent);
const live = new Live(settings);
const line = document.querySelector("[data-line]");
let last = 0;
let pause = OFTEN;
let waiting = null;
let asking = 0;
let over = false;

// ---- parts of the page
const parts = (page) => new Map([...page.querySelectorAll("[data-swap]")].map((one) => [one.dataset.swap, one]));

const words = (part) => part.innerHTML.replace(/(name="(?:jeton|csrfmiddlewaretoken)") value="[^"]*"/g, "$1"); // new each time

const held = (part) => {
  const focus = document.activeElement;
  if (!part.contains(focus)) return false;
  return focus.matches("textarea, select, input:not([type=checkbox], [id])") && focus.value !== focus.defaultValue;
};

const put = (fresh, pressed) => {
  const found = parts(fresh);
  if (!found.has("scene")) { location.reload(); return; } // it has ended
  for (const [name, part] of parts(document)) {
    const next = found.get(name);
    if (!next) continue;
    if ("always" in part.dataset ? !pressed && !next.children.length : held(part) && !pressed) continue;
    if (words(part) === words(next)) { renew(part, next); continue; }
    replace(part, next);
  }
  tick();
};

// The same words: only the keys of the forms are new.
const renew = (part, next) => {
  const before = part.querySelectorAll("input[name=jeton], input[name=csrfmiddlewaretoken]");
  const after = next.querySelectorAll("input[name=jeton], input[name=csrfmiddlewaretoken]");
  before.forEach((one, place) => { if (after[place]) one.value = after[place].value; });
};

const replace = (part, next) => {
  const ticked = new Set([...part.querySelectorAll("[data-keep]:checked")].map((one) => one.dataset.keep));
  const opened = [...part.querySelectorAll("details")].map((one) => one.open);
  const typed = new Map([...part.querySelectorAll("input[id], textarea[id], select[id]")].filter((one) => one.value !== one.defaultValue && one.type !== "hidden" && one.type !== "checkbox").map((one) => [one.id, one.value]));
  const focus = part.contains(document.activeElement) ? place(document.activeElement) : null;
  part.replaceChildren(...[...next.childNodes].map((one) => document.adoptNode(one)));
  for (const one of part.querySelectorAll("[data-keep]")) one.checked = ticked.has(one.dataset.keep);
  part.querySelectorAll("details").forEach((one, index) => { if (opened[index]) one.open = true; });
  for (const [id, value] of typed) { const one = document.getElementById(id); if (one) one.value = value; }
  if (focus) hold(find(part, focus), focus);
};

const hold = (one, was) => {
  if (!one) return;
  one.focus({ preventScroll: true });
  if (was.selected) one.setSelectionRange(...was.selected);
};

const place = (one) => ({ selected: one.matches("input:not([type]), textarea") ? [one.selectionStart, one.selectionEnd] : null, id: one.id, keep: one.dataset?.keep, name: one.getAttribute("name"), value: one.getAttribute("value"), href: one.getAttribute("href"), note: one.form?.elements.note?.value });

const find = (part, was) => {
  if (was.id) return part.querySelector(`#${CSS.escape(was.id)}`);
  if (was.keep) return part.querySelector(`[data-keep="${CSS.escape(was.keep)}"]`);
  return [...part.querySelectorAll("button, a")].find((one) => one.getAttribute("name") === was.name && one.getAttribute("value") === was.value && one.getAttribute("href") === was.href && (one.form?.elements.note?.value ?? undefined) === was.note);
};

const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// ---- looking again
const look = async () => {
  waiting = null;
  const began = Date.now();
  const mine = ++asking;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (mine === asking && answer.ok) put(await read(answer), false);
  } catch { /* the line says that the connection is lost; the next change asks again */ }
  last = Date.now();
  pause = Math.max(OFTEN, SHARE * (last - began));
};

const soon = () => {
  if (waiting === null && !over) waiting = setTimeout(look, Math.max(QUIET, last + pause - Date.now()));
};

live.addEventListener("change", soon);
live.addEventListener("bye", () => { over = true; location.reload(); });
live.addEventListener("state", () => { if (line) line.textContent = line.dataset[live.state] ?? ""; });

// ---- buttons
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post" || "whole" in form.dataset) return;
  if (!form.closest(".console, .door")) return;
  event.preventDefault();
  const sent = new FormData(form, event.submitter);
  form.querySelectorAll("button").forEach((one) => { one.disabled = true; });
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent) });
    if (!answer.ok) throw new Error(String(answer.status));
    const mine = ++asking;
    const privately = "private" in form.dataset;
    const page = privately ? await fetch(location.href, { cache: "no-store" }) : answer;
    const fresh = await read(page);
    form.reset();
    if (mine === asking) put(fresh, true);
    if (form.id === "pick") document.querySelectorAll("[data-keep]:checked").forEach((one) => { one.checked = false; });
    if (!privately && answer.url) history.replaceState(null, "", answer.url);
  } catch {
    const { name, value } = event.submitter ?? {}; // as without a script: nothing is lost, the page says what went wrong
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    form.submit();
  } finally {
    form.querySelectorAll("button").forEach((one) => { one.disabled = false; });
  }
});

// ---- the timer
const tick = () => {
  const shown = document.querySelector("[data-ends]");
  if (!shown) return;
  const left = Math.max(0, Math.round((Date.parse(shown.dataset.ends) - live.now) / 1000));
  shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  shown.classList.toggle("is-up", left === 0);
};
setInterval(tick, 500);
tick();

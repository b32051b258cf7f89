// The phone of somebody who takes part. It shows what is asked now, keeps what is typed, and says in words where it stands
// with the network. What is said goes through `live.js`, which keeps it on this phone until the site has it.
import { Live } from "./live.js";
import { Board } from "./phone/board.js";
import { Clock } from "./phone/clock.js";
import { constraintsCard } from "./phone/constraints.js";
import { button, keepList, make, setText, wordsOf } from "./phone/dom.js";
import { dotsCard } from "./phone/dots.js";
import { Drafts } from "./phone/drafts.js";
import { exitCard } from "./phone/exit.js";
import { notesCard, told } from "./phone/notes.js";
import { consentCard, positionCard } from "./phone/stances.js";

const CARDS = { position: positionCard, consent: consentCard, dots: dotsCard, constraints: constraintsCard, exit: exitCard };
const place = document.querySelector("[data-phone]");
const find = (name) => place.querySelector(`[data-${name}]`);
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { who } = place.dataset;
const words = wordsOf(find("words"), document.documentElement.lang);
const { kinds, lists } = read("phone-kinds");
const RELOADS = ["ticket", "elsewhere", "closed", "removed"]; // the page that comes then says what happens now
const UNKNOWN = { says: [], fields: [] };

const given = read("phone-live");
const live = new Live(given);
const board = new Board(live, who);
const drafts = new Drafts(given.store);
const clock = new Clock(find("timer"), words, live);
const forms = new Map(); // of what was sent: where to say that it was refused, and how to give the words back
let card = null;
let shown = "";
let chosen = ""; // among several open activities, the one that this person went to
let farewell = "";
let stopped = null; // why this page follows the workshop no more

// ---- what is sent, what is refused
const say = (activity) => (kind, content, form, giveBack) => {
  const key = live.say(activity, kind, content);
  forms.set(key, { form, giveBack, content });
  return key;
};

const wordsIn = ({ text, brings, why }) => text ?? brings ?? why ?? "";

const TOO_LATE = ["not-open", "ended", "closed", "gone"]; // its field is gone, or is about to

const refused = ({ key, code, text, said }) => {
  const { form, giveBack, content } = forms.get(key) ?? {};
  forms.delete(key);
  const why = text?.[words.tongue] ?? words("refused");
  const lost = wordsIn(said?.content ?? content ?? {});
  if (form?.isConnected && !form.hidden && !TOO_LATE.includes(code)) {
    const free = !form.elements.text?.value;
    if (free && giveBack) {
      giveBack();
      form.dispatchEvent(new Event("input")); // it is a draft again
    }
    form.wrong(why);
    if (free || !lost) return;
  }
  // its field is gone, or holds other words already: what was refused is shown, and stays until one lets it go
  drafts.change((kept) => { kept.refused = [...(kept.refused ?? []), { id: key, why, text: lost }].slice(-20); });
};

const drawRefused = () => {
  const forget = (id) => drafts.change((kept) => {
    kept.refused = kept.refused.filter((one) => one.id !== id);
    if (!kept.refused.length) delete kept.refused;
  });
  const stayed = over() ? [...live.pending.values()].map(({ key, content }) => ({ id: key, why: words("not-sent"), text: wordsIn(content), stays: true })) : [];
  const lost = [...(drafts.read().refused ?? []), ...stayed];
  keepList(find("refused").querySelector("ul"), lost, (one) => make("li", { class: "note" }, make("p", { class: "phone__wrong", text: one.why }),
    one.text ? make("p", { class: "note__text", text: one.text }) : null,
    one.stays ? null : button(words("let-go"), () => { forget(one.id); draw(); }, "button--small")));
  find("refused").hidden = !lost.length;
};

const ended = () => board.workshop.ended === true || farewell === "closed";
const over = () => stopped !== null || ended();

// ---- the state of the line, in words
const LINES = { over: ["line-over", "line-lost"], off: ["line-off", "line-waiting"], on: ["line-on", "line-sending"], starting: ["line-starting", "line-waiting"] };
const SOON = 1500; // milliseconds: what is sent at once is not worth a sentence each time
let starting = true;
let waits = 0;

const line = () => {
  const state = over() ? "over" : live.state === "off" ? (starting ? "starting" : "off") : "on";
  if (live.state !== "off") starting = false;
  if (!live.pending.size) waits = 0;
  else if (!waits) {
    waits = Date.now();
    setTimeout(line, SOON);
  }
  const waiting = state === "on" && Date.now() - waits < SOON ? 0 : live.pending.size;
  const [idle, busy] = LINES[state];
  find("line").dataset.line = state === "on" && waiting ? "sending" : state;
  setText(find("line-words"), waiting ? words.count(busy, waiting) : words(idle));
};
setTimeout(() => { starting = false; line(); }, 4000);

// ---- what is asked now
const nameOf = (key) => board.activity(key)?.title || kinds[board.activity(key)?.kind]?.label || "";

const contextOf = (key) => {
  const activity = () => board.activity(key) ?? {};
  return { key, activity, board, words, drafts, who, lists, kind: kinds[activity().kind] ?? UNKNOWN, isOpen: () => activity().state === "open" && !over(), say: say(key) };
};

const toldOf = (key) => {
  if (ended()) return words("over-next");
  if (stopped !== null) return stopped;
  if (!key) return words(board.keys.some((one) => board.activity(one).state !== "waiting") ? "between" : "soon");
  return board.activity(key).state === "open" ? "" : words("no-more");
};

const drawNow = () => {
  const key = over() ? "" : board.current(chosen);
  const activity = board.activity(key);
  const signature = JSON.stringify([key, activity?.kind, activity?.title, activity?.settings]);
  if (signature !== shown) {
    shown = signature;
    card = key ? (CARDS[activity.kind] ?? notesCard)(contextOf(key)) : null;
    find("card").replaceChildren(...(card ? [card.element] : []));
  } else card?.update();
  setText(find("prompt"), key ? activity.prompt || kinds[activity.kind]?.prompt || "" : "");
  find("prompt").hidden = !find("prompt").textContent;
  setText(find("title"), key ? nameOf(key) : words(ended() ? "over" : stopped === null ? "look-up" : "stopped"));
  setText(find("told"), toldOf(key));
  find("told").hidden = !find("told").textContent;
  place.classList.toggle("is-waiting", !key);
  drawOpen(key);
  return key;
};

// several activities may take answers at once
const drawOpen = (key) => {
  const others = over() ? [] : board.open.filter((one) => one !== key);
  keepList(find("open"), others.map((one) => ({ id: one, title: nameOf(one) })), (one) =>
    make("li", {}, button(words("go-to", { title: one.title }), () => { chosen = one.id; draw(); find("title").focus(); }, "button--quiet")));
  find("open").hidden = !others.length;
};

// a sentence for who does not see the page: when what is asked changes, not at each note of the room
let announced = "";
const announce = () => {
  const said = [find("title").textContent, find("told").textContent].filter(Boolean).join(". ");
  if (said === announced) return;
  if (announced) setText(find("announce"), said);
  announced = said;
};

// ---- what I said before, to read again
const drawBefore = (key) => {
  const items = board.keys.filter((one) => one !== key).map((one) => ({
    id: one, title: nameOf(one), kind: board.activity(one).kind, notes: board.mine(one).map(({ text, fields, number }) => ({ text, fields, number })),
  })).filter((one) => one.notes.length);
  keepList(find("before").querySelector("ul"), items, (one) => make("li", {}, make("h2", { text: one.title }),
    make("ul", { class: "notes" }, ...one.notes.map((note) => make("li", { class: "note note--mine" }, ...told({ words }, kinds[one.kind]?.fields ?? [], note))))));
  find("before").hidden = !items.length;
};

const draw = () => {
  const key = drawNow();
  clock.show(over() ? null : board.workshop.timer);
  if (ended()) drafts.change((kept) => { for (const name of Object.keys(kept)) if (name !== "refused") delete kept[name]; });
  drawBefore(key);
  drawRefused();
  line();
  announce();
};

let asked = 0;
const soon = () => { asked ||= setTimeout(() => { asked = 0; draw(); }, 80); }; // a room of three hundred writes at once
live.addEventListener("change", () => {
  find("plain")?.remove(); // what the server had written, for who has no script
  find("live").hidden = false;
  soon();
});
live.addEventListener("state", soon);
live.addEventListener("refused", (event) => { refused(event.detail); soon(); });
live.addEventListener("bye", ({ detail }) => {
  stopped = detail.text?.[words.tongue] ?? "";
  farewell = detail.code;
  if (!RELOADS.includes(detail.code)) find("reload").remove();
  else find("reload").hidden = false;
  soon();
});
find("reload").querySelector("button").addEventListener("click", () => location.reload());
find("bar").hidden = false;
line();

// The big screen, written again from `live.objects` whenever they change. Nothing here is ever markup: words are text.
import { Live } from "./live.js";
import { threads } from "./screen_threads.js";

const settings = JSON.parse(document.getElementById("live").textContent);
const labels = JSON.parse(document.getElementById("labels").textContent);
const live = new Live(settings);
const door = document.querySelector("[data-door]");
const scene = document.querySelector("[data-scene]");
const said = scene.dataset;
const timer = document.querySelector("[data-timer]");
const line = document.querySelector("[data-line]");
const here = document.querySelector("[data-here]");
const join = document.querySelector("[data-join]");
const RARELY = 120; // milliseconds between two drawings

// ---- small things
const make = (name, classes, ...inside) => {
  const one = document.createElement(name);
  if (classes) one.className = classes;
  one.append(...inside.filter((part) => part !== null && part !== "").map((part) => (typeof part === "string" ? spaced(part) : part)));
  return one;
};
const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const french = document.documentElement.lang === "fr";
const counted = (one, many, n) => (n === 1 ? one : n === 0 && french ? one.replace("1", "0") : fill(many, { n })); // nought is singular in French
const of = (prefix, activity) => [...live.objects].filter(([key, one]) => key.startsWith(prefix) && one.activity === activity).map(([, one]) => one).sort((a, b) => a.number - b.number);
const optionOf = (activity, list, value) => {
  const found = typeof value === "string" && value.startsWith("id:") ? activity.settings.options?.[list]?.find((one) => `id:${one.id}` === value) : null;
  return found ?? { label: String(value) };
};

// In French, signs of punctuation never begin a line, nor do quotes end one.
const spaced = (words) => (french ? words.replace(/ (?=[:;?!»])/g, "\u00a0").replace(/« /g, "«\u00a0") : words);

// ---- notes and groups
const more = (activity, note) => {
  const asked = labels.fields[activity.kind] ?? {};
  const words = [];
  for (const [name, value] of Object.entries(note.fields ?? {})) {
    const field = asked[name];
    if (!field || value === null || value === "" || (Array.isArray(value) && !value.length)) continue;
    const values = Array.isArray(value) ? value : [value];
    words.push(values.map((one) => field.words[one] ?? optionOf(activity, field.list, one).label).join(", "));
  }
  if (note.signed && note.name) words.push(note.name);
  return words.join(" · ");
};

const noteOf = (activity, note) => {
  const one = make("li", "snote", note.text);
  const rest = more(activity, note);
  if (rest) one.append(make("span", "snote__more", rest));
  if (note.dots) one.append(make("span", "snote__more snote__dots", counted(said.dotsOne, said.dotsMany, note.dots)));
  return one;
};

const board = (activity) => {
  const notes = of("n/", activity.activity);
  const known = new Map(notes.map((one) => [one.number, one]));
  const box = make("div", "sboard");
  for (const group of of("g/", activity.activity)) {
    const inside = group.notes.map((number) => known.get(number)).filter(Boolean);
    if (inside.length) box.append(make("section", "sgroup", make("h2", "", group.title), make("ul", "snotes", ...inside.map((one) => noteOf(activity, one)))));
  }
  const loose = notes.filter((one) => one.group === null).reverse();
  if (loose.length) box.append(make("ul", "snotes", ...loose.map((one) => noteOf(activity, one))));
  box.dataset.many = notes.length > 24 ? "lots" : notes.length > 10 ? "some" : "few";
  return [box];
};

// Nobody scrolls on a big screen: what is too tall is made a little smaller; notes that do not fit are counted.
const SIZES = ["", "is-tight", "is-tighter"];
const shrink = () => {
  for (const size of SIZES) {
    scene.className = `screen ${size}`.trim();
    if (document.documentElement.scrollHeight <= innerHeight) return;
  }
};

const fit = () => {
  scene.className = "screen";
  if (!scene.querySelector(".sboard")) { shrink(); return; }
  const box = scene.querySelector(".sboard");
  if (!box || matchMedia("(max-width: 45em)").matches) return;
  const floor = innerHeight - 3 * parseFloat(getComputedStyle(document.documentElement).fontSize);
  let beyond = [];
  for (const size of SIZES) {
    scene.className = `screen ${size}`.trim();
    beyond = [...box.querySelectorAll(".snote")].filter((one) => one.getBoundingClientRect().bottom > floor);
    if (!beyond.length) return;
  }
  beyond.forEach((one) => { one.hidden = true; });
  box.querySelectorAll(".sgroup").forEach((one) => { if (!one.querySelector(".snote:not([hidden])") && one.getBoundingClientRect().bottom > floor) one.hidden = true; });
  box.append(make("p", "screen__rest", `+ ${counted(said.oneAlone, said.notes, beyond.length)}`));
};

// ---- answers
const SVG = "http://www.w3.org/2000/svg";
const marks = (count, most) => {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", "bars__marks");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("viewBox", `0 0 ${Math.max(most, 12) * 10} 10`);
  picture.setAttribute("preserveAspectRatio", "none");
  for (let place = 0; place < count; place += 1) {
    const mark = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x: place * 10 + 1, y: 0, width: 8, height: 10 })) mark.setAttribute(name, value);
    picture.append(mark);
  }
  return picture;
};

const bars = (lines) => make("ul", "bars", ...lines.map(({ label, count, whys = [], kind = "" }) => {
  const most = Math.max(...lines.map((one) => one.count), 1);
  const one = make("li", `bars__one${kind ? ` bars__one--${kind}` : ""}`, make("span", "bars__count", String(count)), make("span", "bars__label", label));
  if (count) one.append(marks(count, most));
  if (whys.length) one.append(make("ul", "bars__whys", ...whys.slice(0, 6).map((why) => make("li", "", why))));
  return one;
}));

const unsaid = (result) => (result.unsaid?.count ? [{ label: said.cannot, ...result.unsaid }] : []);

const position = (activity) => [bars([...activity.result.levels, ...unsaid(activity.result)])];

const consent = (activity) => {
  const levels = [...activity.result.levels].reverse().map((one) => ({ ...one, label: labels.consent[one.code] ?? one.label, kind: one.code }));
  const shown = levels.filter((one) => one.count || one.code !== "reserve");
  return [bars([...shown, ...unsaid(activity.result)])];
};

const decided = (outcome) => {
  if (!outcome) return [];
  const told = make("p", "screen__decided", make("strong", "", said.decided), " ", outcome.text);
  if (outcome.review_on) told.append(make("span", "snote__more", fill(said.review, { date: new Date(`${outcome.review_on}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }) })));
  return [told];
};

const proposal = (activity) => {
  const words = activity.settings.proposal || activity.settings.question || "";
  return words ? [make("blockquote", "screen__proposal", words)] : [];
};

const item = (activity) => (activity.settings.asked && activity.settings.asked !== activity.prompt ? [make("blockquote", "screen__proposal", activity.settings.asked)] : []);

const hidden = (activity) => {
  const { answered, present } = numbers(activity);
  return [make("p", "screen__waiting", fill(said.answered, { n: answered, m: present })), make("p", "screen__count", said.hiddenUntil)];
};

const levels = (activity) => make("ul", "screen__sentences", ...(activity.settings.levels ?? []).map((one) => make("li", "", one.label)));

const exit = (activity) => {
  const told = activity.result;
  if (!told) return board(activity);
  const sentences = make("ul", "screen__sentences", ...(told.sentences ?? []).map((one) => make("li", "", one)));
  return [make("h2", "screen__exit", told.what ?? ""), sentences, ...board(activity)];
};

const constraints = (activity) => {
  const result = activity.result;
  if (!result) return [];
  const list = result.constraints.length ? [make("ul", "snotes", ...result.constraints.map((one) => make("li", "snote", one.text)))] : [];
  return [make("p", "screen__prompt", fill(said.readings, result.readings)), ...list];
};

const SCENES = {
  position: (activity) => [...item(activity), ...(activity.result ? position(activity) : [levels(activity), ...hidden(activity)])],
  dots: (activity) => (activity.result ? [bars(activity.result.counts)] : hidden(activity)),
  consent: (activity) => [...proposal(activity), ...decided(activity.outcome), ...(activity.result ? consent(activity) : hidden(activity))],
  constraints,
  exit,
  threads: (activity) => threads(activity, of("n/", activity.activity), { said, optionOf, make }),
};

const BRIEF = new Set(["position", "consent", "dots", "exit"]); // once there is a result, it takes the place of the prompt

const HIDES = new Set(["position", "consent", "dots"]); // until then the count is all that they show, in large

const numbers = (activity) => ({ answered: live.objects.get(`c/${activity.activity}`)?.answered ?? 0, present: live.objects.get("w")?.present ?? 0 });

// ---- the whole screen
const draw = () => {
  const whole = live.objects.get("w");
  if (!whole) return;
  if (ended === false && whole.ended) { location.reload(); return; }
  ended = whole.ended;
  const activity = whole.shown ? live.objects.get(`a/${whole.shown}`) : null;
  door.hidden = Boolean(activity);
  scene.hidden = !activity;
  join.hidden = !activity;
  if (here) here.textContent = counted(here.dataset.one, here.dataset.many, whole.present);
  tick();
  if (ended) { scene.hidden = false; door.hidden = true; scene.replaceChildren(make("h1", "", said.over)); return; }
  if (!activity) return;
  const { answered, present } = numbers(activity);
  const opened = [...scene.querySelectorAll("details")].some((one) => one.open);
  scene.replaceChildren(
    make("h1", "", activity.title),
    ...(activity.prompt && !(activity.result && BRIEF.has(activity.kind)) ? [make("p", "screen__prompt", activity.prompt)] : []),
    ...(activity.state === "waiting" || (HIDES.has(activity.kind) && !activity.result) ? [] : [make("p", "screen__count", fill(said.answered, { n: answered, m: present }))]),
    ...(SCENES[activity.kind] ?? board)(activity),
  );
  scene.querySelectorAll("details").forEach((one) => { one.open = opened; });
  fit();
};

const tick = () => {
  const set = live.objects.get("w")?.timer;
  timer.hidden = !set;
  if (!set) return;
  const left = Math.max(0, Math.round((Date.parse(set.at) + set.seconds * 1000 - live.now) / 1000));
  timer.classList.toggle("is-up", left === 0);
  timer.textContent = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : said.up;
};

let drawing = null;
let ended = null;
const soon = () => { drawing ??= setTimeout(() => { drawing = null; draw(); }, RARELY); };

live.addEventListener("change", soon);
live.addEventListener("state", () => { line.hidden = live.state !== "off"; line.textContent = line.dataset.off; });
live.addEventListener("bye", () => location.reload());
addEventListener("resize", soon);
setInterval(tick, 500);

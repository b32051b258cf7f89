// What one says once, and may change until the answers are shown: a position on an item, an answer to a proposal. Nobody
// sees where the others stand before everybody is shown: then as counts per level, in words, never as an average.
import { make, setText } from "./dom.js";
import { area } from "./fields.js";
import { aForm, choices } from "./forms.js";

const CANNOT_SAY = "\u0001"; // a level of nobody’s frame: sent as null

// counts per level: words and a number, and a small bar that says the same
const spreadList = (words, rows, total, mineIs) =>
  make("ul", { class: "spread" }, ...rows.map((row) => make("li", { class: `spread__row${row.label === mineIs ? " is-mine" : ""}` },
    make("span", { class: "spread__label", text: row.label === mineIs ? words("mine-here", { level: row.label }) : row.label }),
    make("progress", { class: "spread__bar", max: Math.max(total, 1), value: row.count, "aria-hidden": "true" }),
    make("span", { class: "spread__count", text: words.count("people", row.count) }))));

const SHORT = 70;
const short = (label) => (label.length > SHORT ? `${label.slice(0, label.lastIndexOf(" ", SHORT)).replace(/[\s,;:.]+$/, "")}…` : label.replace(/\.$/, ""));

const saidNow = (ctx) => ctx.board.waiting(ctx.key, "stance").at(-1)?.content ?? ctx.board.stance(ctx.key);

// `asked` is what differs between the two activities: its choices, their name in what is sent, its words
const stanceCard = (ctx, asked) => {
  const { words } = ctx;
  const chosenIn = (said) => (said ? said[asked.name] ?? CANNOT_SAY : "");
  const mine = make("p", { class: "phone__mine", role: "status" });
  const count = make("p", { class: "soft" });
  const room = make("section", {});
  const answer = (form) => String(new FormData(form).get(asked.name) ?? "");
  const form = ctx.drafts.tie(aForm([
    choices(asked.legend, asked.name, asked.offered, chosenIn(saidNow(ctx))),
    area({ code: "why", label: asked.why, type: "words" }, { rows: 2, maxlength: 500 }),
  ], (sent) => {
    const why = sent.elements.why.value.trim();
    if (!answer(sent)) return sent.wrong(words("choose-one"), sent.querySelector("input"));
    if (asked.needsWhy?.(answer(sent)) && !why) return sent.wrong(words("say-why"));
    ctx.say("stance", { [asked.name]: answer(sent) === CANNOT_SAY ? null : answer(sent), ...(why ? { why } : {}) }, sent);
    ctx.drafts.forget(sent);
    update();
  }, words, words("send-answer")), ctx.key);
  const known = saidNow(ctx);
  if (known?.why && !form.elements.why.value) form.elements.why.value = known.why;

  const element = make("div", {}, asked.before, form, mine, count, room);

  const update = () => {
    const said = saidNow(ctx);
    const { result } = ctx.activity();
    form.hidden = !ctx.isOpen();
    setText(form.send, words(said ? "change-answer" : "send-answer"));
    const label = said ? asked.labelOf(said[asked.name] ?? null) : "";
    setText(mine, label ? words(ctx.board.waiting(ctx.key, "stance").length ? "my-answer-waits" : "my-answer", { answer: short(label) }) : words(ctx.isOpen() ? "not-answered" : "did-not-answer"));
    setText(count, result ? "" : words.count("answered", ctx.board.answered(ctx.key)));
    showRoom(result, label);
  };

  let drawn = "";
  const showRoom = (result, mineIs) => {
    const signature = JSON.stringify([result, mineIs]);
    if (signature === drawn) return;
    drawn = signature;
    if (!result) return room.replaceChildren();
    const unsaid = result.unsaid.count ? [{ code: null, ...result.unsaid }] : [];
    const rows = [...result.levels, ...unsaid].map((level) => ({ ...level, label: asked.labelOf(level.code) }));
    const silent = Math.max(0, result.present - result.answered);
    room.replaceChildren(make("h2", { text: words("where-we-stand") }), spreadList(words, rows, result.answered, mineIs),
      make("p", { class: "soft", text: silent ? words.count("silent", silent) : "" }), ...reasons(words, rows));
  };
  update();
  return { element, update };
};

const reasons = (words, rows) => {
  const said = rows.filter((row) => row.whys.length);
  if (!said.length) return [];
  const lists = said.flatMap((row) => [make("h3", { text: short(row.label) }),
    make("ul", { class: "notes" }, ...row.whys.map((why) => make("li", { class: "note" }, make("p", { class: "note__text", text: why }))))]);
  return [make("h2", { text: words("why-they-say") }), ...lists];
};

export const positionCard = (ctx) => {
  const settings = ctx.activity().settings ?? {};
  const levels = (settings.levels ?? []).map(({ code, label }) => ({ code, label: label || code }));
  const offered = [...levels, { code: CANNOT_SAY, label: ctx.words("cannot-say") }];
  return stanceCard(ctx, {
    name: "level",
    legend: ctx.words("my-position"),
    why: ctx.words("why-optional"),
    offered,
    labelOf: (code) => offered.find((one) => one.code === (code ?? CANNOT_SAY))?.label ?? code,
    before: settings.asked ? make("p", { class: "phone__item", text: settings.asked }) : null,
  });
};

export const consentCard = (ctx) => {
  const settings = ctx.activity().settings ?? {};
  const offered = ctx.lists.consent_answers;
  return stanceCard(ctx, {
    name: "answer",
    legend: settings.question || ctx.words("your-answer"),
    why: ctx.words("why-if"),
    offered,
    labelOf: (code) => offered.find((one) => one.code === code)?.label ?? ctx.words("cannot-say"),
    needsWhy: (answer) => answer === "objection",
    before: settings.proposal ? make("blockquote", { class: "phone__proposal" }, make("p", { text: settings.proposal })) : null,
  });
};

// Constraints, said to a neighbour: mine first and who may read it; then the neighbour's, read back in one's own words;
// then my answer to how mine was read back: yes, nearly, no. Whoever was heard can begin to cooperate.
import { button, keepList, make, setText } from "./dom.js";
import { area } from "./fields.js";
import { aForm, choices } from "./forms.js";
import { fill } from "./drafts.js";

const step = (number, title, ...inside) => make("li", { class: "step-of" }, make("h2", { text: `${number}. ${title}` }), ...inside);
const quoted = (who, text) => make("figure", { class: "said-by" }, make("figcaption", { class: "soft", text: who }), make("blockquote", {}, make("p", { class: "note__text", text })));
const status = () => make("p", { class: "phone__mine", role: "status" });

const quotes = () => {
  const place = make("div", {});
  let drawn = "";
  place.show = (...said) => {
    const signature = JSON.stringify(said);
    if (signature === drawn) return;
    drawn = signature;
    place.replaceChildren(...said.map(([who, text]) => quoted(who, text)));
  };
  return place;
};

// what was said takes little room: its form comes back when asked for
const folding = (ctx, form, update) => {
  let asked = false;
  const again = button(ctx.words("change-answer"), () => {
    asked = true;
    update();
    form.querySelector("textarea, input").focus();
  }, "button--quiet");
  form.fold = () => { asked = false; };
  return {
    again,
    show: (may, said) => {
      form.hidden = !may || (said && !asked);
      again.hidden = !may || !form.hidden;
    },
  };
};

// what the three steps share: their forms, what waits, names
const shared = (ctx) => ({
  ...ctx,
  label: (list, code) => ctx.lists[list].find((one) => one.code === code)?.label ?? code,
  name: (who) => ctx.board.person(who)?.name || ctx.words("neighbour"),
  waits: (kind, of) => ctx.board.waiting(ctx.key, kind).filter((said) => !of || said.content.of === of).at(-1)?.content,
  tied: (form, name) => ctx.drafts.tie(form, `${ctx.key}.${name}`),
  told: (kind, form, content) => {
    ctx.say(kind, content, form);
    ctx.drafts.forget(form);
    form.fold();
  },
  text: (form) => form.elements.text.value.trim(),
});

const minePart = (ctx) => {
  const { words } = ctx;
  const offered = ctx.lists.open_to;
  const said = quotes();
  const state = status();
  const form = ctx.tied(aForm([area({ code: "text", label: words("my-constraint") }), choices(words("who-may-read"), "open_to", offered, offered[0].code)], (sent) => {
    const text = ctx.text(sent);
    if (!text) return sent.wrong(words("empty"));
    ctx.told("constraint", sent, { text, open_to: String(new FormData(sent).get("open_to") ?? offered[0].code) });
    update();
  }, words), "mine");
  const known = ctx.board.stance(ctx.key);
  if (known?.text && !form.elements.text.value) fill(form, { text: known.text, open_to: [known.open_to] });

  const update = () => {
    const waiting = ctx.waits("constraint");
    const mine = waiting ?? ctx.board.stance(ctx.key);
    fold.show(ctx.isOpen(), Boolean(mine));
    said.show(...(mine ? [[words("i-said"), mine.text]] : []));
    setText(state, waiting ? words("waits") : mine ? words("read-by", { readers: ctx.label("open_to", mine.open_to) }) : "");
  };
  const fold = folding(ctx, form, update);
  return { inside: [said, form, state, fold.again], update };
};

// the neighbour's constraint, and how I say it back
const theirsPart = (ctx, who) => {
  const { words } = ctx;
  const said = quotes();
  const state = status();
  const read = () => ctx.board.stance(ctx.key, who)?.readbacks?.[ctx.who];
  const form = ctx.tied(aForm([area({ code: "text", label: words("in-my-words") })], (sent) => {
    const text = ctx.text(sent);
    if (!text) return sent.wrong(words("empty"));
    ctx.told("readback", sent, { of: who, text });
    update();
  }, words), `back.${who}`);
  if (read() && !form.elements.text.value) fill(form, { text: read().text });

  const update = () => {
    const theirs = ctx.board.stance(ctx.key, who);
    const waiting = ctx.waits("readback", who);
    const mine = waiting ?? read();
    const answer = read()?.answer;
    fold.show(ctx.isOpen() && Boolean(theirs), Boolean(mine));
    said.show(...(theirs ? [[words("says", { name: ctx.name(who) }), theirs.text]] : []), ...(mine ? [[words("i-read-back"), mine.text]] : []),
      ...(answer && read().said ? [[words("they-say", { name: ctx.name(who), answer: ctx.label("confirm_answers", answer) }), read().said]] : []));
    setText(state, waiting ? words("waits") : !theirs ? words("neighbour-writes", { name: ctx.name(who) })
      : answer ? words("they-say", { name: ctx.name(who), answer: ctx.label("confirm_answers", answer) }) : "");
  };
  const fold = folding(ctx, form, update);
  return { element: make("div", {}, said, form, state, fold.again), update };
};

// how the neighbour said mine back, and my answer
const backPart = (ctx, who) => {
  const { words } = ctx;
  const said = quotes();
  const state = status();
  const read = () => ctx.board.stance(ctx.key)?.readbacks?.[who];
  const form = ctx.tied(aForm([
    choices(words("is-it-that"), "answer", ctx.lists.confirm_answers),
    area({ code: "text", label: words("what-is-missing") }, { rows: 2 }),
  ], (sent) => {
    const answer = String(new FormData(sent).get("answer") ?? "");
    if (!answer) return sent.wrong(words("choose-one"), sent.querySelector("input"));
    ctx.told("confirm", sent, { of: who, answer, ...(ctx.text(sent) ? { text: ctx.text(sent) } : {}) });
    update();
  }, words, words("send-answer")), `confirm.${who}`);

  const update = () => {
    const waiting = ctx.waits("confirm", who);
    const answer = waiting?.answer ?? read()?.answer;
    fold.show(ctx.isOpen() && Boolean(read()), Boolean(answer));
    said.show(...(read() ? [[words("reads-back", { name: ctx.name(who) }), read().text]] : []));
    setText(state, waiting ? words("waits") : answer ? words("my-confirm", { answer: ctx.label("confirm_answers", answer) }) : read() ? "" : words("nothing-yet"));
  };
  const fold = folding(ctx, form, update);
  return { element: make("div", {}, said, form, state, fold.again), update };
};

export const constraintsCard = (given) => {
  const ctx = shared(given);
  const { words } = ctx;
  const mine = minePart(ctx);
  const parts = new Map();
  const theirs = make("div", {});
  const back = make("div", {});
  const alone = status();
  const element = make("ol", { class: "steps-of" },
    step(1, words("step-mine"), ...mine.inside), step(2, words("step-theirs"), alone, theirs), step(3, words("step-confirm"), back));

  const part = (who) => {
    if (!parts.has(who)) parts.set(who, { theirs: theirsPart(ctx, who), back: backPart(ctx, who) });
    return parts.get(who);
  };
  const update = () => {
    mine.update();
    const neighbours = ctx.board.neighbours(ctx.key).map((who) => ({ id: who }));
    setText(alone, neighbours.length ? "" : words("no-neighbour"));
    keepList(theirs, neighbours, ({ id }) => part(id).theirs.element);
    keepList(back, neighbours, ({ id }) => part(id).back.element);
    back.parentElement.hidden = !neighbours.length;
    for (const { id } of neighbours) {
      part(id).theirs.update();
      part(id).back.update();
    }
  };
  update();
  return { element, update };
};

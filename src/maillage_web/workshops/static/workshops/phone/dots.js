// Dots to share out between ideas: a fixed number, several on one if one wishes. Where the others put theirs is shown
// afterwards, to all at once.
import { button, keepList, make, setText } from "./dom.js";
import { aForm } from "./forms.js";

// what one may put dots on: groups and notes of another activity, or what was prepared
const itemsOf = (ctx) => {
  const settings = ctx.activity().settings ?? {};
  if (!ctx.board.activity(settings.on)) return Object.values(settings.options ?? {}).flat().map(({ id, label }) => ({ id, label: label || id }));
  const notes = ctx.board.notes(settings.on).filter((note) => !note.hidden);
  const groups = ctx.board.groups(settings.on).filter((group) => notes.some((note) => note.group === group.number));
  const alone = notes.filter((note) => note.group === null || !groups.some((group) => group.number === note.group));
  return [...groups.map((group) => ({ id: `g/${group.number}`, label: group.title })), ...alone.map((note) => ({ id: `n/${note.number}`, label: note.text }))];
};

export const dotsCard = (ctx) => {
  const { words } = ctx;
  const most = ctx.activity().settings?.dots ?? 3;
  const sent = () => ctx.board.waiting(ctx.key, "dots").at(-1)?.content.spread ?? ctx.board.stance(ctx.key)?.spread ?? {};
  let spread = ctx.drafts.read()[ctx.key]?.spread ?? { ...sent() };
  const left = () => most - Object.values(spread).reduce((sum, n) => sum + n, 0);
  const same = () => JSON.stringify(Object.entries(spread).sort()) === JSON.stringify(Object.entries(sent()).sort());

  const list = make("ul", { class: "dots" });
  const told = make("p", { class: "dots__left", role: "status" });
  const mine = make("p", { class: "phone__mine" });
  const count = make("p", { class: "soft" });
  const form = aForm([told, list], (given) => {
    if (left() < 0) return given.wrong(words.count("dots-too-many", -left()));
    ctx.say("dots", { spread }, given);
    ctx.drafts.change((kept) => { delete kept[ctx.key]; });
    update();
  }, words, words("send-dots"));
  const element = make("div", {}, form, mine, count);

  const put = (id, by) => {
    const n = Math.max(0, (spread[id] ?? 0) + by);
    spread = { ...spread, [id]: n };
    if (!n) delete spread[id];
    ctx.drafts.change((kept) => { kept[ctx.key] = { spread }; });
    update();
  };

  // the buttons stay in place while their count changes: the thumb and the focus do too
  const draw = (item) => {
    const less = button("−", () => put(item.id, -1), "button--quiet dots__put", { "aria-label": words("dots-less", { item: item.label }) });
    const more = button("+", () => put(item.id, 1), "dots__put", { "aria-label": words("dots-more", { item: item.label }) });
    const here = make("span", { class: "dots__here", "aria-hidden": "true" });
    const spoken = make("span", { class: "visually-hidden dots__spoken" });
    const got = make("span", { class: "note__state" });
    return make("li", { class: "dots__item" }, make("span", { class: "dots__label", text: item.label }), got, make("span", { class: "dots__count" }, less, here, spoken, more));
  };

  const refresh = (open, result) => {
    const rest = left();
    const mine = open ? spread : sent(); // what was not sent counts no more
    for (const one of list.children) {
      const n = mine[one.dataset.id] ?? 0;
      const [less, more] = one.querySelectorAll(".dots__put");
      setText(one.querySelector(".dots__here"), String(n));
      setText(one.querySelector(".dots__spoken"), words.count("dots-here", n));
      // a disabled button would lose the focus of who presses it
      less.setAttribute("aria-disabled", String(!n));
      more.setAttribute("aria-disabled", String(rest <= 0));
      less.parentElement.hidden = !open;
      const got = result?.counts.find((counted) => counted.key === one.dataset.id)?.count ?? 0;
      const said = [result ? words.count("dots-got", got) : "", n && !open ? words.count("dots-here", n) : ""];
      setText(one.querySelector(".note__state"), said.filter(Boolean).join(", "));
    }
  };

  const update = () => {
    const open = ctx.isOpen();
    const { result } = ctx.activity();
    const known = new Set(itemsOf(ctx).map((item) => item.id));
    for (const id of Object.keys(spread)) if (known.size && !known.has(id)) delete spread[id];
    keepList(list, itemsOf(ctx), draw);
    refresh(open, result);
    setText(told, open ? words.count("dots-left", Math.max(0, left())) : "");
    form.send.hidden = !open;
    const said = Object.keys(sent()).length;
    setText(mine, said && same() ? words(ctx.board.waiting(ctx.key, "dots").length ? "dots-wait" : "dots-sent") : said && open ? words("dots-changed") : "");
    setText(count, result ? "" : words.count("answered", ctx.board.answered(ctx.key)));
  };
  list.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled=true]")) event.stopImmediatePropagation();
  }, { capture: true });
  update();
  return { element, update };
};

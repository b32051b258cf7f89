// Activities made of notes: what already exists, challenges, actors, threads, contributions, learnings, free notes, and
// what one would do if an actor left. One form, my notes, then those of the room when they may be seen.
import { button, keepList, make, setText } from "./dom.js";
import { area, asWritten, drawField, inWords, line, saidIn } from "./fields.js";
import { fill } from "./drafts.js";
import { aForm, emptied, removing } from "./forms.js";

const LONG = 400; // a note longer than that is folded
const MOST = 30; // of the room's notes, the latest; the others when asked for

const fieldsOf = (ctx) => {
  const options = ctx.activity().settings?.options ?? {};
  return ctx.kind.fields.map((field) =>
    field.options ? { ...field, choices: (options[field.options] ?? []).map(({ id, label }) => ({ code: `id:${id}`, label })) } : field);
};

const contentOf = (form, fields) => {
  const said = fields.map((field) => [field.code, saidIn(form, field)]).filter(([, value]) => value.length);
  return { text: String(new FormData(form).get("text") ?? "").trim(), fields: Object.fromEntries(said) };
};

// what is asked at once; the rest is folded, and never has to be said
const FIRST = { existing: ["what", "actor"], challenges: ["dimensions", "sphere"], actors: ["brings", "needs"], threads: ["effect", "component", "actor"], contributions: ["kind", "against"], learnings: ["changes"] };
const TEXT_LAST = ["threads"];
const A_NAME = ["actors"];

const theForm = (ctx, fields, submit, label, further = null) => {
  const { words } = ctx;
  const { kind } = ctx.activity();
  const asked = { code: "text", label: words(`asked-${kind}`) || words("your-words"), type: "line" };
  const text = A_NAME.includes(kind) ? line(asked, { maxlength: 120 }) : area(asked);
  const drawn = (ones) => ones.map((field) => drawField(field, words));
  const first = drawn(fields.filter((field) => FIRST[kind]?.includes(field.code)));
  const rest = drawn(fields.filter((field) => !FIRST[kind]?.includes(field.code)));
  const more = rest.length ? make("details", { class: "phone__more" }, make("summary", { text: words("details") }), ...rest) : null;
  return aForm([...(TEXT_LAST.includes(kind) ? [...first, text] : [text, ...first]), more, further], submit, words, label);
};

// the fields of a form take what was said, and what is folded opens when it holds something
const refill = (form, fields, content) => {
  fill(form, { text: content.text, ...asWritten(fields, content.fields ?? {}) });
  for (const folded of form.querySelectorAll("details")) {
    folded.open = [...folded.querySelectorAll("input, select, textarea")].some((field) => (["radio", "checkbox"].includes(field.type) ? field.checked : field.value));
  }
};

// what a participant brings has an event of its own once its kind is said; the board makes a note of it all the same
const asSaid = (ctx, content) =>
  ctx.kind.says.includes("contribution") && content.fields.kind ? ["contribution", { brings: content.text, ...content.fields }] : ["note", content];
const asNote = ({ brings, text = brings, fields, ...others }) => ({ text, fields: fields ?? others });

// the words of a note and what it says besides
export const told = (ctx, fields, note) => {
  const extras = fields.filter((field) => note.fields?.[field.code]?.length).map((field) =>
    make("li", {}, make("span", { class: "soft", text: `${field.label}${ctx.words("colon")}` }), inWords(field, note.fields[field.code], ctx.words.tongue)));
  const text = note.text ?? "";
  const whole = text.length > LONG
    ? make("details", {}, make("summary", { text: `${text.slice(0, 120)}…` }), make("p", { class: "note__text", text }))
    : make("p", { class: "note__text", text });
  return [whole, extras.length ? make("ul", { class: "note__fields" }, ...extras) : null, note.name ? make("p", { class: "note__state", text: note.name }) : null];
};

const signing = (ctx) =>
  make("label", { class: "chip phone__sign", hidden: ctx.kind.says.includes("contribution") }, make("input", { type: "checkbox", name: "signed", value: "yes" }), make("span", { text: ctx.words("sign") }));

export const notesCard = (ctx) => {
  const { words, board } = ctx;
  const fields = fieldsOf(ctx);
  const form = ctx.drafts.tie(theForm(ctx, fields, (sent) => {
    const content = contentOf(sent, fields);
    if (!content.text) return sent.wrong(words("empty"));
    const signed = sent.elements.signed.checked;
    const [kind, said] = asSaid(ctx, content);
    ctx.say(kind, kind === "note" && signed ? { ...said, signed } : said, sent, () => refill(sent, fields, content));
    emptied(sent);
    sent.elements.signed.checked = signed;
    ctx.drafts.forget(sent);
    if (matchMedia("(pointer: fine)").matches) sent.querySelector("select, textarea, input").focus({ preventScroll: true }); // a thumb would see the keyboard come back
    update();
  }, words("send"), signing(ctx)), ctx.key);

  const mineTitle = make("h2", {});
  const mine = make("ul", { class: "notes" });
  const othersTitle = make("h2", {});
  const others = make("ul", { class: "notes" });
  let all = false;
  const more = button("", () => { all = true; update(); }, "button--quiet phone__all");
  const element = make("div", {}, form, make("section", {}, mineTitle, mine), make("section", {}, othersTitle, others, more));
  let editing = 0;

  const drawMine = (note) => {
    if (note.editing) return drawEditing(note);
    const lines = [...told(ctx, fields, note)];
    if (note.hidden) lines.push(make("p", { class: "note__state", text: words("hidden") }));
    if (note.waits) lines.push(make("p", { class: "note__state", text: words(note.waits) }));
    else if (note.open) lines.push(make("p", { class: "note__acts" },
      button(words("change"), () => { editing = note.number; update(); }, "button--small"),
      removing(words, () => { ctx.say("withdraw", { note: note.number }); update(); })));
    return make("li", { class: "note note--mine" }, ...lines);
  };

  const drawEditing = (note) => {
    const done = () => { editing = 0; update(); };
    const edit = theForm(ctx, fields, (sent) => {
      const content = contentOf(sent, fields);
      if (!content.text) return sent.wrong(words("empty"));
      ctx.say("edit", { note: note.number, ...content });
      done();
    }, words("save"));
    refill(edit, fields, note);
    edit.append(button(words("leave-it"), done, "button--quiet"));
    queueMicrotask(() => edit.elements.text.focus());
    return make("li", { class: "note note--mine" }, edit);
  };

  const drawOther = (one) => {
    if (!one.notes) return make("li", { class: "note" }, ...told(ctx, fields, one), one.dots ? make("p", { class: "note__state", text: words.count("dots-got", one.dots) }) : null);
    return make("li", { class: "note note--group" }, make("h3", { text: one.title || words("group") }),
      make("ul", {}, ...one.notes.map((note) => make("li", {}, ...told(ctx, fields, note)))));
  };

  const myNotes = () => {
    const open = ctx.isOpen();
    const gone = new Set(board.waiting(ctx.key, "withdraw").map((said) => said.content.note));
    const changed = new Map(board.waiting(ctx.key, "edit").map((said) => [said.content.note, said.content]));
    const kept = board.mine(ctx.key).map((note) => ({
      id: note.number, number: note.number, ...note, ...changed.get(note.number), open,
      waits: gone.has(note.number) ? "removal-waits" : changed.has(note.number) ? "waits" : "", editing: open && editing === note.number,
    }));
    const waiting = board.waiting(ctx.key, "note", "contribution").map((said) => ({ id: said.key, ...asNote(said.content), waits: "waits" }));
    return [...kept, ...waiting];
  };

  const roomNotes = () => {
    const groups = board.groups(ctx.key);
    const shown = board.notes(ctx.key).filter((note) => !note.hidden);
    const grouped = new Set(groups.flatMap((group) => group.notes ?? []));
    return [
      ...groups.map((group) => ({ id: `g${group.number}`, title: group.title, notes: shown.filter((note) => group.notes?.includes(note.number)) })),
      ...shown.filter((note) => !grouped.has(note.number) && !note.mine).reverse().map((note) => ({ id: note.number, text: note.text, fields: note.fields, dots: note.dots, name: note.name })),
    ].filter((one) => !one.notes || one.notes.length);
  };

  const update = () => {
    form.hidden = !ctx.isOpen();
    const said = myNotes();
    keepList(mine, said, drawMine);
    setText(mineTitle, said.length ? words.count("mine", said.length) : "");
    mineTitle.parentElement.hidden = !said.length;
    const room = roomNotes();
    keepList(others, all ? room : room.slice(0, MOST), drawOther);
    more.hidden = all || room.length <= MOST;
    setText(more, words.count("more-notes", Math.max(0, room.length - MOST)));
    setText(othersTitle, room.length ? words("others") : "");
    othersTitle.parentElement.hidden = !room.length;
  };
  update();
  return { element, update };
};

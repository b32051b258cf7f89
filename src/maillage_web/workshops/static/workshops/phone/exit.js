// What if somebody leaves: what the dossier says would fall, in sentences, then what one would do.
import { make } from "./dom.js";
import { notesCard } from "./notes.js";

export const exitCard = (ctx) => {
  const result = make("section", { class: "phone__result" });
  const notes = notesCard(ctx);
  const element = make("div", {}, result, notes.element);
  let drawn = "";

  const table = ({ columns = [], rows = [] }) => {
    if (!rows.length) return null;
    const line = (cells) => make("tr", {}, ...cells.map((cell, place) => make(place ? "td" : "th", { scope: place ? null : "row", "data-label": columns[place] ?? "", text: cell })));
    return make("table", { class: "grid" }, make("thead", {}, make("tr", {}, ...columns.map((text) => make("th", { scope: "col", text })))), make("tbody", {}, ...rows.map(line)));
  };

  // line by line is long on a phone: what one would do comes before
  const folded = (shown) => {
    const lines = table(shown);
    return lines && make("details", { class: "phone__more" }, make("summary", { text: ctx.words("falls-one-by-one") }), lines);
  };

  const update = () => {
    notes.update();
    const shown = ctx.activity().result;
    const signature = JSON.stringify(shown);
    if (signature === drawn) return;
    drawn = signature;
    if (!shown) return result.replaceChildren(make("p", { class: "soft", text: ctx.words("exit-to-come") }));
    result.replaceChildren(make("h2", { text: shown.what || ctx.words("what-falls") }),
      make("ul", { class: "plain-list" }, ...(shown.sentences ?? []).map((text) => make("li", { text }))), folded(shown) ?? "");
  };
  update();
  return { element, update };
};

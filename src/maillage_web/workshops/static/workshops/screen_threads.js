// Threads drawn as four columns, challenges, effects, what produces them, who takes charge; and the same as a list.
const SVG = "http://www.w3.org/2000/svg";
const COLUMNS = ["challenges", "effects", "components", "actors"];
const WIDTH = 1600;
const BOX = 340;
const STEP = (WIDTH - BOX) / 3;
const LINE = 29;
const SIGNS = 20;
const MOST_LINES = 3;

const draw = (name, attributes, ...inside) => {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  one.append(...inside);
  return one;
};

const wrapped = (words) => {
  const lines = [""];
  for (const word of words.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= SIGNS) lines.push(word); else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  const kept = lines.slice(0, MOST_LINES).map((one) => (one.length > SIGNS + 2 ? `${one.slice(0, SIGNS)}…` : one));
  if (lines.length > MOST_LINES) kept[MOST_LINES - 1] += " …";
  return kept;
};

// The ends of each thread, by column; what was not said has no end there.
const endsOf = (activity, note, optionOf) => {
  const end = (list, name) => (note.fields?.[name] ? optionOf(activity, list, note.fields[name]) : null);
  const effect = end("effects", "effect");
  return { challenges: effect?.challenges ?? [], effects: effect ? [effect.label] : [], components: [end("components", "component")?.label].filter(Boolean), actors: [end("actors", "actor")?.label].filter(Boolean) };
};

const placed = (lists) => {
  const spots = new Map();
  let bottom = 60;
  COLUMNS.forEach((column, rank) => {
    let y = 60;
    for (const label of new Set(lists.flatMap((one) => one[column]))) {
      const lines = wrapped(label);
      const height = lines.length * LINE + 22;
      spots.set(`${column}/${label}`, { column, x: rank * STEP, y, height, lines });
      y += height + 20;
    }
    bottom = Math.max(bottom, y);
  });
  return { spots, bottom };
};

const pathsOf = (lists, spots) => {
  const drawn = new Set();
  const paths = [];
  for (const one of lists) {
    const said = COLUMNS.filter((column) => one[column].length);
    for (let rank = 0; rank < said.length - 1; rank += 1) {
      for (const from of one[said[rank]]) for (const to of one[said[rank + 1]]) {
        const a = spots.get(`${said[rank]}/${from}`);
        const b = spots.get(`${said[rank + 1]}/${to}`);
        const x = a.x + BOX, y = a.y + a.height / 2, v = b.y + b.height / 2, half = (b.x - x) / 2;
        const d = `M${x} ${y}C${x + half} ${y} ${b.x - half} ${v} ${b.x} ${v}`;
        if (!drawn.has(d)) { drawn.add(d); paths.push(draw("path", { d })); }
      }
    }
  }
  return paths;
};

const picture = (lists, said) => {
  const { spots, bottom } = placed(lists);
  const heads = COLUMNS.map((column, rank) => { const one = draw("text", { x: rank * STEP, y: 32, class: `sthreads__head is-${column}` }); one.textContent = said[column]; return one; });
  const boxes = [...spots.values()].map(({ column, x, y, height, lines }) => {
    const words = lines.map((line, place) => { const one = draw("text", { x: x + 16, y: y + 33 + place * LINE }); one.textContent = line; return one; });
    return draw("g", { class: `is-${column}` }, draw("rect", { x: x + 1.5, y, width: BOX - 3, height, rx: 8 }), ...words);
  });
  return draw("svg", { class: "sthreads", viewBox: `0 0 ${WIDTH} ${bottom}`, "aria-hidden": "true" }, ...heads, ...pathsOf(lists, spots), ...boxes);
};

export const threads = (activity, notes, { said, optionOf, make }) => {
  const lists = notes.map((note) => endsOf(activity, note, optionOf));
  if (!notes.length) return [];
  const told = notes.map((note, place) => {
    const ends = COLUMNS.map((column) => lists[place][column].join(", ")).filter(Boolean).join(" → ");
    return make("li", "", ends ? `${ends}${note.text ? ` : ${note.text}` : ""}` : note.text);
  });
  const outline = make("details", "sthreads__outline", make("summary", "", said.outline), make("ul", "plain-list", ...told));
  return [picture(lists, said), outline];
};

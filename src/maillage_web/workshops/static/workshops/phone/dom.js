// Small pieces of the page: elements made of words, never of markup; lists that change only where they must.

export const make = (tag, attributes = {}, ...children) => {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") one.textContent = value;
    else if (name === "on") for (const [event, heard] of Object.entries(value)) one.addEventListener(event, heard);
    else one.setAttribute(name, value === true ? "" : value);
  }
  one.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return one;
};

export const button = (text, heard, kind = "", attributes = {}) =>
  make("button", { type: "button", class: `button ${kind}`.trim(), text, on: { click: heard }, ...attributes });

let given = 0;
export const anId = (stem) => `${stem}-${(given += 1)}`;

// what the page says, in its language; `words.count` chooses between one and several
export const wordsOf = (place, tongue) => {
  const known = new Map([...place.querySelectorAll("[data-w]")].map((one) => [one.dataset.w, one.textContent]));
  const words = (name, values = {}) =>
    Object.entries(values).reduce((said, [hole, value]) => said.replaceAll(`{${hole}}`, value), known.get(name) ?? "");
  const single = (n) => n === 1 || (n === 0 && tongue === "fr");
  words.count = (name, n, values = {}) => words(`${name}-${single(n) ? "one" : "many"}`, { n, ...values });
  words.tongue = tongue;
  return words;
};

export const setText = (place, text) => {
  if (place.textContent !== text) place.textContent = text; // said again only when it changes
};

const drawn = new WeakMap();

// `items` have an `id`; `draw(item)` is asked only for what is new or changed, the others stay as they are
export const keepList = (list, items, draw) => {
  const known = new Map([...list.children].map((one) => [one.dataset.id, one]));
  let place = list.firstElementChild;
  for (const item of items) {
    const signature = JSON.stringify(item);
    let one = known.get(String(item.id));
    known.delete(String(item.id));
    if (!one || drawn.get(one) !== signature) {
      const fresh = draw(item);
      fresh.dataset.id = item.id;
      drawn.set(fresh, signature);
      if (one) {
        if (one === place) place = fresh;
        one.replaceWith(fresh);
      }
      one = fresh;
    }
    if (one !== place) list.insertBefore(one, place);
    else place = one.nextElementSibling;
  }
  for (const gone of known.values()) gone.remove();
};

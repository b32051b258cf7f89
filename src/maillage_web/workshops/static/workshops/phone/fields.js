// The fields that an activity asks for: each is `{code, label, help, type, choices, options}`, described by the server.
import { anId, make } from "./dom.js";

const OWN = "\u0001"; // in a list of choices: "in my own words"

const helped = (field, id) => (field.help ? make("p", { class: "phone__help", id: `${id}-help`, text: field.help }) : null);
const described = (field, id) => (field.help ? { "aria-describedby": `${id}-help` } : {});

const chips = (field, kind) => {
  const id = anId("f");
  const choices = field.choices.map((choice) =>
    make("label", { class: "chip" }, make("input", { type: kind, name: field.code, value: choice.code }), make("span", { text: choice.label })));
  return make("fieldset", { class: "phone__field", ...described(field, id) },
    make("legend", { text: field.label }), helped(field, id), make("div", { class: "chips" }, ...choices));
};

// a radio that is ticked is unticked by a second press: nothing asked here has to be answered
const one = (field) => {
  const made = chips(field, "radio");
  made.addEventListener("click", (event) => {
    const radio = event.target;
    if (radio.type !== "radio") return;
    if (radio.dataset.ticked) {
      radio.checked = false;
      radio.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const other of made.querySelectorAll("input")) delete other.dataset.ticked;
    if (radio.checked) radio.dataset.ticked = "yes";
  });
  return made;
};

export const line = (field, attributes = {}) => {
  const id = anId("f");
  return make("p", { class: "phone__field" },
    make("label", { for: id, text: field.label }), helped(field, id),
    make("input", { id, name: field.code, autocomplete: "off", maxlength: 120, ...described(field, id), ...attributes }));
};

export const area = (field, attributes = {}) => {
  const id = anId("f");
  return make("p", { class: "phone__field" },
    make("label", { for: id, text: field.label }), helped(field, id),
    make("textarea", { id, name: field.code, rows: 3, maxlength: 500, ...described(field, id), ...attributes }));
};

const list = (field, words) => {
  const id = anId("f");
  const chosen = make("select", { id, name: field.code, ...described(field, id) }, make("option", { value: "", text: words("nobody-says") }),
    ...field.choices.map((choice) => make("option", { value: choice.code, text: choice.label })));
  return make("p", { class: "phone__field" }, make("label", { for: id, text: field.label }), helped(field, id), chosen);
};

// one of what the dossier knows, or free words
const pick = (field, words) => {
  if (!field.choices.length) return line(field);
  const made = list(field, words);
  const select = made.querySelector("select");
  select.append(make("option", { value: OWN, text: words("own-words") }));
  const own = make("input", { name: `${field.code}-own`, autocomplete: "off", maxlength: 120, "aria-label": words("own-words-of", { field: field.label }), hidden: true });
  select.addEventListener("change", () => {
    own.hidden = select.value !== OWN;
    if (!own.hidden && document.activeElement === select) own.focus();
  });
  made.append(own);
  return made;
};

const SHORT_LIST = 6;
const DRAW = {
  one: (field, words) => (field.choices.length > SHORT_LIST ? list(field, words) : one(field)),
  many: (field) => chips(field, "checkbox"),
  pick,
  number: (field) => line(field, { inputmode: "decimal", maxlength: 20 }),
  line: (field) => line(field),
  words: (field) => area(field, { rows: 2 }),
};

export const drawField = (field, words) => (DRAW[field.type] ?? DRAW.line)(field, words);

// what a form says for a field: words, a list of codes, or nothing
export const saidIn = (form, field) => {
  const data = new FormData(form);
  if (field.type === "many") return data.getAll(field.code);
  const value = String(data.get(field.code) ?? "").trim();
  return value === OWN ? String(data.get(`${field.code}-own`) ?? "").trim() : value;
};

// the other way round: what was said, as the fields of a form hold it
export const asWritten = (fields, said) => {
  const written = {};
  for (const field of fields) {
    const value = said[field.code];
    if (value === undefined || value === null || value === "") continue;
    const known = field.type !== "pick" || !field.choices.length || field.choices.some((choice) => choice.code === value);
    written[field.code] = known ? value : OWN;
    if (!known) written[`${field.code}-own`] = value;
  }
  return written;
};

// in words, for a note that is read
export const inWords = (field, value, tongue) => {
  if (field.type === "number") return tongue === "fr" ? value.replace(".", ",") : value;
  const said = [value].flat().filter(Boolean);
  return said.map((one) => field.choices.find((choice) => choice.code === one)?.label ?? one).join(", ");
};

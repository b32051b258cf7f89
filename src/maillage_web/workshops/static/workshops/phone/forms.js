// A form of the phone: it keeps its draft, sends once, says beside the field what was refused, and gives the words back.
import { anId, button, make, setText } from "./dom.js";

// `make(…)`, then `form.wrong(text)` says it beside the first field; nothing is said twice
export const aForm = (children, submit, words, label = words("send")) => {
  const id = anId("wrong");
  const wrong = make("p", { class: "phone__wrong", id, role: "alert" });
  const send = make("button", { class: "button phone__send", text: label });
  const form = make("form", { class: "phone__form", novalidate: true, autocomplete: "off" }, ...children, wrong, send);
  const first = () => form.querySelector("textarea, input:not([type=radio]):not([type=checkbox]), input, select");
  form.wrong = (text, field = first()) => {
    setText(wrong, text);
    if (!field) return;
    if (text) {
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-errormessage", id);
      field.focus();
      wrong.scrollIntoView({ block: "nearest" });
      return;
    }
    for (const one of form.querySelectorAll("[aria-invalid]")) {
      one.removeAttribute("aria-invalid");
      one.removeAttribute("aria-errormessage");
    }
  };
  form.send = send;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.wrong("");
    submit(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return form;
};

export const emptied = (form) => {
  form.reset();
  for (const field of form.elements) {
    if (field.dataset) delete field.dataset.ticked;
    if (field.tagName === "SELECT") field.dispatchEvent(new Event("change", { bubbles: true }));
  }
};

// big choices, one under the other: a position, an answer, a confirmation
export const choices = (legend, name, offered, chosen = "") =>
  make("fieldset", { class: "phone__field" }, make("legend", { text: legend }),
    ...offered.map((one) => make("label", { class: "choice" },
      make("input", { type: "radio", name, value: one.code, checked: one.code === chosen }),
      make("span", {}, make("strong", { text: one.label }), one.help ? make("small", { text: one.help }) : null))));

// a button that asks again before it removes
export const removing = (words, heard) => {
  const place = make("span", { class: "phone__sure" });
  const ask = () => {
    const yes = button(words("remove-sure"), heard, "button--small");
    place.replaceChildren(yes, button(words("keep"), () => { place.replaceChildren(first); first.focus(); }, "button--small"));
    yes.focus();
  };
  const first = button(words("remove"), ask, "button--small");
  place.append(first);
  return place;
};

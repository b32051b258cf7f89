// Sliders follow the amounts written beside them, and the other way round; what is not changed stays out of the address.
// The balances are made by the server: htmx asks for them a moment after something moves.
(() => {
  "use strict";

  const form = document.querySelector("form[data-what-if]");
  if (!form) return;
  const number = (words) => Number(words.replace(/[\s\u00a0\u202f€]/g, "").replace(",", "."));
  const rangeOf = (input) => form.querySelector(`input[type=range][data-for="${input.id}"]`);

  const mark = (input) => input.closest(".slider")?.classList.toggle("is-moved",
    [...input.closest(".slider").querySelectorAll("[data-base]")].some((one) => one.value.trim() !== one.dataset.base));

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.type === "range") {
      const amount = document.getElementById(field.dataset.for);
      amount.value = field.value;
      mark(amount);
    } else if (field.dataset.base !== undefined) {
      const range = rangeOf(field);
      const amount = number(field.value);
      if (range && Number.isFinite(amount)) range.value = amount;
      mark(field);
    }
  });

  // what is as the dossier says need not be asked, nor be in the address
  const same = (field) => field.dataset.base !== undefined && (field.value.trim() === field.dataset.base || field.value.trim() === "");
  form.addEventListener("htmx:configRequest", (event) => {
    const asked = event.detail.parameters;
    for (const field of form.elements) {
      if (field.name && (same(field) || (field.value === "" && field.type !== "checkbox"))) asked.delete(field.name);
    }
  });

  // a sentence beside each field that could not be read
  form.addEventListener("htmx:afterSettle", () => {
    const faults = new Map([...form.querySelectorAll(".faults [data-field]")].map((one) => [one.dataset.field, one.textContent]));
    for (const place of form.querySelectorAll(".wrong[id^='wrong-']")) {
      const name = place.id.slice("wrong-".length);
      const why = faults.get(name) ?? "";
      place.textContent = why;
      place.hidden = !why;
      const field = document.getElementById(name);
      if (why) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
    }
  });
})();

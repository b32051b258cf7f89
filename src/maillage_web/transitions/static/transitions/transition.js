// Sliders follow the numbers written beside them, and carry the whole range along; what is not changed stays out of
// the address. What comes of it is made by the server: htmx asks for it a moment after something moves.
(() => {
  "use strict";

  const form = document.querySelector("form[data-move]");
  if (!form) return;
  const number = (words) => Number(words.replace(/[\s\u00a0\u202f€%]/g, "").replace(",", "."));
  const rangeOf = (input) => form.querySelector(`input[type=range][data-for="${input.id}"]`);
  const digits = (amount) => String(Number(amount.toPrecision(4)));
  const likely = (words) => {
    const parts = words.split("/").map(number);
    return parts.length === 2 ? (parts[0] + parts[1]) / 2 : parts[parts.length === 3 ? 1 : 0];
  };

  const whole = (range) => {
    const amount = Number(range.value);
    const most = range.dataset.most === "" ? Infinity : Number(range.dataset.most);
    const ends = [range.dataset.low, "1", range.dataset.high].filter((one) => one !== "");
    if (ends.length !== 3 || amount === 0) return digits(amount);
    return ends.map((one) => digits(Math.min(amount * Number(one), most))).join("/");
  };

  const mark = (input) => input.closest(".slider")?.classList.toggle("is-moved", input.value.trim() !== input.dataset.base);

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.type === "range") {
      const written = document.getElementById(field.dataset.for);
      written.value = whole(field);
      mark(written);
    } else if (field.dataset.base !== undefined) {
      const range = rangeOf(field);
      const amount = likely(field.value);
      if (range && Number.isFinite(amount)) range.value = amount;
      mark(field);
    }
  });

  // another type changes every number of the page: the whole page is asked for, when its button says so
  for (const name of ["input", "change"]) {
    form.querySelector("[data-whole]").addEventListener(name, (event) => event.stopPropagation());
  }
  form.querySelector("[data-illustrate]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of form.elements) {
      if (field.name && field.dataset.base !== undefined && field.value.trim() === field.dataset.base) field.disabled = true;
    }
    form.submit();
  });

  const same = (field) => field.dataset.base !== undefined && (field.value.trim() === field.dataset.base || field.value.trim() === "");
  form.addEventListener("htmx:configRequest", (event) => {
    const asked = event.detail.parameters;
    asked.set("type", form.elements.de.value); // the type of the numbers that the page shows
    for (const field of form.elements) {
      if (field.name && (same(field) || field.value === "")) asked.delete(field.name);
    }
  });

  // what was unfolded stays so when what comes of it is made again
  let unfolded = [];
  form.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...form.querySelectorAll("details[data-fold][open]")].map((one) => one.dataset.fold);
  });
  form.addEventListener("htmx:afterSwap", () => {
    for (const name of unfolded) form.querySelector(`details[data-fold="${name}"]`)?.setAttribute("open", "");
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

// The door: a form is sent once, and the field to fill in has the focus.
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form[data-once]")) {
    const wrong = form.querySelector(".phone__wrong");
    const field = form.querySelector("[aria-invalid], input:not([type=hidden])");
    if (wrong && field) field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${wrong.id}`.trim());
    if (field && (wrong || !field.value)) field.focus();
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    window.addEventListener("pageshow", () => { delete form.dataset.sent; });
  }
})();

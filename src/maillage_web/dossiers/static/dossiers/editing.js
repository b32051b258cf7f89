// Forms of rows: errors are brought to the eyes, nothing typed is left behind unseen, an actor is found by its name.
(() => {
  "use strict";

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // A link of the summary leads to the field as the page shows it, and unfolds what hides it.
  for (const link of document.querySelectorAll('.summary a[href^="#id_"]')) {
    link.addEventListener("click", (event) => {
      const field = document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      const folded = field.closest("details");
      if (folded) folded.open = true;
      if (field.tomselect) field.tomselect.focus();
      else field.focus();
      field.closest(".field")?.scrollIntoView({ block: "center" });
    });
  }

  // Once is enough: a second click or Enter while the page is on its way would write twice.
  for (const form of document.querySelectorAll(".row-form")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    window.addEventListener("pageshow", () => { delete form.dataset.sent; });
  }

  for (const form of document.querySelectorAll("form[data-leave]")) {
    let typed = Boolean(document.querySelector(".summary"));
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("change", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
  }

  // Writing in one's own version chooses it.
  for (const side of document.querySelectorAll(".side")) {
    const choose = (event) => { if (!event.target.matches(".side > .choice input")) side.querySelector(".choice input").checked = true; };
    side.addEventListener("input", choose);
    side.addEventListener("change", choose);
  }

  // ---- an actor in three fields
  const quick = document.querySelector("form[data-quick]");
  if (!quick) return;
  const name = quick.querySelector("#id_name");
  const said = quick.querySelector(".quick__said");
  const known = ["siren", "rna", "commune", "category"];

  const fill = (cells) => {
    for (const column of known) quick.querySelector(`#id_${column}`).value = cells[column] || "";
    const form = quick.querySelector("#id_legal_form").tomselect;
    if (cells.legal_form && form) {
      form.addOption({ value: cells.legal_form, text: cells.legal_form });
      form.setValue(cells.legal_form);
    }
  };

  const box = window.maillageChoosing.enhance(name, {
    maxItems: 1,
    create: true,
    addPrecedence: true, // what is typed comes first, the directory after
    createOnBlur: true,
    persist: false,
    delimiter: "\u0001",
    loadThrottle: 350,
    searchField: ["text", "typed"],
    placeholder: quick.dataset.hint,
    shouldLoad: (words) => words.trim().length > 2,
    render: { option_create: (data, escape) => `<div class="create" role="option"><strong>${escape(data.input)}</strong></div>`, no_results: () => "", loading: () => "" },
    load: (words, done) => {
      fetch(`${quick.dataset.pick}?q=${encodeURIComponent(words)}`).then((answer) => answer.json()).then(({ found, problem }) => {
        said.textContent = problem;
        done(found.map((one) => ({ value: `${one.label}\u0002${one.value}`, text: one.label, hint: one.hint, cells: one.cells, typed: words })));
      }).catch(() => done());
    },
    onItemAdd: (value) => {
      const chosen = box.options[value];
      if (chosen?.cells) fill(chosen.cells);
    },
  });
  // what is sent is the name alone, whatever tells homonyms apart in the list
  quick.addEventListener("submit", () => { name.value = name.value.split("\u0002")[0]; });
  // Enter in a list chooses; Enter in a chosen field sends
  let choosing = false;
  quick.addEventListener("keydown", (event) => {
    const field = event.target.closest(".ts-wrapper")?.previousElementSibling;
    choosing = Boolean(field?.tomselect?.isOpen && event.target.value); // before the list closes
  }, { capture: true });
  quick.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || choosing) return;
    event.preventDefault();
    quick.requestSubmit();
  });
  box.focus();
})();

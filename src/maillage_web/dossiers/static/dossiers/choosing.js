// Fields in which one chooses: lists searched by typing, open words, communes, dates in a calendar.
// Without this script they are plain lists and plain lines to type in.
(() => {
  "use strict";

  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  const line = (data, escape) => {
    const hint = data.hint ? `<span class="choosing__hint">${escape(data.hint)}</span>` : "";
    const facts = data.facts ? `<span class="choosing__facts">${escape(data.facts)}</span>` : "";
    return `<div><span>${escape(data.text)}</span>${hint}${facts}</div>`;
  };

  // Tom Select hides the field it stands for and shows one of its own: descriptions and errors must follow.
  const enhance = (field, settings) => {
    const box = new TomSelect(field, {
      maxOptions: 300,
      refreshThrottle: 0, // Enter must choose what was just typed, however fast
      searchField: ["text", "words"],
      hidePlaceholder: true,
      closeAfterSelect: true,
      ...settings,
      render: { option: line, item: (data, escape) => `<div>${escape(data.text)}</div>`, ...settings.render },
    });
    for (const name of ["aria-describedby", "aria-invalid", "required", "inputmode"]) {
      if (field.hasAttribute(name)) box.control_input.setAttribute(name === "required" ? "aria-required" : name, name === "required" ? "true" : field.getAttribute(name));
    }
    // Tab takes what is offered for what was typed, and goes on.
    box.control_input.addEventListener("keydown", (event) => {
      if ((event.key === "Tab" || event.key === "Enter") && box.refreshTimeout) { // the list is one letter late
        clearTimeout(box.refreshTimeout);
        box.refreshTimeout = null;
        box.refreshOptions();
      }
      if (event.key === "Tab" && !settings.addPrecedence && box.isOpen && box.activeOption && box.inputValue()) box.onOptionSelect(event, box.activeOption);
    }, { capture: true });
    // Tom Select opens once more a moment after a click: not a list that was closed meanwhile.
    let closed = false;
    const focused = box.onFocus;
    box.hook("before", "focus", () => { closed = false; });
    box.on("dropdown_close", () => { closed = true; });
    box.hook("instead", "onFocus", (event) => {
      box.settings.openOnFocus = Boolean(event) || !closed;
      focused.call(box, event);
    });
    box.dropdown_content.setAttribute("aria-label", labelOf(field));
    field.setAttribute("aria-hidden", "true");
    field.removeAttribute("required");
    return box;
  };

  const labelOf = (field) => document.querySelector(`label[for="${field.id}"], label[for="${field.id}-ts-control"]`)?.firstChild?.textContent.trim() || "";
  const nothing = (words) => ({ no_results: (_data, escape) => `<div class="no-results" role="option" aria-disabled="true">${escape(words)}</div>` });

  const list = (select) => {
    const many = select.multiple;
    return enhance(select, {
      plugins: many ? { remove_button: { title: select.dataset.remove }, no_backspace_delete: {} } : {},
      closeAfterSelect: !many,
      onItemAdd() { if (many) { this.setTextboxValue(""); this.refreshOptions(); } },
      placeholder: select.dataset.search,
      allowEmptyOption: false,
      render: nothing(select.dataset.nothing),
    });
  };

  const open = (holder) => {
    const input = holder.querySelector("input[list]");
    const facts = holder.querySelector(".combo__facts");
    const options = [...input.list.options].map((option) => ({ value: option.value, text: option.value, words: option.dataset.words, hint: option.dataset.hint, facts: option.dataset.facts }));
    input.removeAttribute("list");
    const box = enhance(input, {
      options,
      maxItems: 1,
      create: true,
      createOnBlur: true,
      persist: false,
      delimiter: "\u0001",
      render: {
        option_create: (data, escape) => `<div class="create" role="option">${escape(holder.dataset.new)} <strong>${escape(data.input)}</strong></div>`,
        ...nothing(holder.dataset.nothing),
      },
      onChange: (value) => { if (facts) facts.textContent = box?.options[value]?.facts || ""; },
    });
    return box;
  };

  // Communes come from the site, a few at a time.
  const pick = (input) => {
    const words = input.form?.querySelector("[data-communes]")?.dataset;
    if (!words) return;
    const many = input.dataset.pick === "territories";
    const address = `${words.communes}?${many ? "epci=1&" : ""}q=`;
    const held = input.value.split(/\s*;\s*/).filter(Boolean);
    const box = enhance(input, {
      options: held.map((code) => ({ value: code, text: code })),
      items: held,
      maxItems: many ? null : 1,
      delimiter: ";",
      plugins: many ? { remove_button: { title: words.remove } } : {},
      create: true,
      createOnBlur: true,
      persist: true,
      loadThrottle: 150,
      shouldLoad: (typed) => typed.trim().length > 1,
      searchField: ["text", "typed"],
      placeholder: words.communesHint,
      render: { option_create: (data, escape) => `<div class="create" role="option">${escape(words.communesNew)} <strong>${escape(data.input)}</strong></div>`, ...nothing(words.communesNothing) },
      load: (typed, done) => {
        fetch(address + encodeURIComponent(typed)).then((answer) => answer.json())
          .then(({ found }) => done(found.map((one) => ({ value: one.value, text: one.label, typed })))).catch(() => done());
      },
    });
    // the names of the codes already there
    if (held.length) {
      fetch(`${words.communes}?codes=${encodeURIComponent(held.join(";"))}`).then((answer) => answer.json())
        .then(({ found }) => found.forEach((one) => box.updateOption(one.value, { value: one.value, text: one.label }))).catch(() => {});
    }
  };

  // Organisations come from the official directory. Choosing one fills what is still empty.
  const search = (input) => {
    const form = input.form;
    const words = form?.querySelector("[data-organisations]")?.dataset;
    if (!words) return;
    const box = enhance(input, {
      maxItems: 1,
      create: true,
      createOnBlur: true,
      persist: true,
      delimiter: ";",
      loadThrottle: 350,
      searchField: ["text", "hint", "typed"],
      placeholder: words.organisationsHint,
      shouldLoad: (typed) => typed.trim().length > 2,
      render: {
        item: (data, escape) => `<div>${escape(data.value)}</div>`,
        option_create: (data, escape) => `<div class="create" role="option">${escape(words.communesNew)} <strong>${escape(data.input)}</strong></div>`,
        ...nothing(words.organisationsNothing),
      },
      load: (typed, done) => {
        fetch(`${words.organisations}?q=${encodeURIComponent(typed)}`).then((answer) => answer.json()).then(({ found, problem }) => {
          form.querySelector(".directory-said")?.replaceChildren(problem);
          done(found.map((one) => ({ value: one.value, text: one.label, hint: one.hint, cells: one.cells, typed })));
        }).catch(() => done());
      },
      onItemAdd: (value) => fillEmpty(form, box.options[value]?.cells || {}),
    });
    const said = document.createElement("p");
    said.className = "directory-said soft";
    said.setAttribute("role", "status");
    box.wrapper.after(said);
  };
  const fillEmpty = (form, cells) => {
    for (const [column, words] of Object.entries(cells)) {
      const field = form.querySelector(`#id_${column}`);
      if (!field || field.value || column === "siren") continue;
      if (field.tomselect) {
        field.tomselect.addOption({ value: words, text: words });
        field.tomselect.setValue(words);
      } else if (field.tagName === "SELECT") {
        field.value = [...field.options].find((option) => option.value === words || option.text === words)?.value || "";
      } else {
        field.value = words;
      }
    }
  };

  // A button beside a date opens the calendar of the browser; the line still takes a year, a month or words.
  const calendar = (holder) => {
    const line = holder.querySelector("input");
    const picker = document.createElement("input");
    const button = document.createElement("button");
    Object.assign(picker, { type: "date", tabIndex: -1, className: "date__native" });
    picker.setAttribute("aria-hidden", "true");
    Object.assign(button, { type: "button", className: "date__open", title: holder.dataset.calendar });
    button.setAttribute("aria-label", `${holder.dataset.calendar} (${labelOf(line)})`);
    button.innerHTML = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.5h12v10.5H2zM2 6.8h12M5 1.5v3.5m6-3.5v3.5"/></svg>';
    button.addEventListener("click", () => {
      const day = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(line.value.trim());
      picker.value = day ? `${day[3]}-${day[2]}-${day[1]}` : line.value.trim();
      picker.showPicker?.();
    });
    picker.addEventListener("change", () => {
      const [year, month, day] = picker.value.split("-");
      line.value = document.documentElement.lang === "fr" ? `${day}/${month}/${year}` : picker.value;
      line.dispatchEvent(new Event("input", { bubbles: true }));
      line.focus();
    });
    if (typeof picker.showPicker === "function") holder.append(button, picker);
  };

  const begin = (root) => {
    root.querySelectorAll("select[data-search]").forEach(list);
    root.querySelectorAll(".combo").forEach(open);
    root.querySelectorAll('input[data-pick="communes"], input[data-pick="territories"]').forEach(pick);
    root.querySelectorAll('input[data-pick="organisations"]').forEach(search);
    root.querySelectorAll(".date").forEach(calendar);
  };

  window.maillageChoosing = { enhance, plain };
  begin(document);
})();

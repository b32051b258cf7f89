// What is being typed stays on this phone until it is sent: a page that is reloaded, or that the phone put aside, finds
// it again. Nothing here leaves the phone.

const written = (form) => {
  const said = {};
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked) said[field.name] = [...(said[field.name] ?? []), field.value];
    } else if (field.value) said[field.name] = field.value;
  }
  return said;
};

export const fill = (form, said) => {
  for (const field of form.elements) {
    if (!field.name || !(field.name in said)) continue;
    const value = said[field.name];
    if (field.type === "radio" || field.type === "checkbox") field.checked = [value].flat().includes(field.value);
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
};

export class Drafts {
  constructor(store) {
    this.store = `${store}.draft`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.store)) ?? {};
    } catch {
      return {};
    }
  }

  change(how) {
    const kept = this.read();
    how(kept);
    try {
      if (Object.keys(kept).length) localStorage.setItem(this.store, JSON.stringify(kept));
      else localStorage.removeItem(this.store);
    } catch {
      // this browser keeps nothing: what is typed is in the page only
    }
  }

  // the form keeps itself under `name`, and finds what it held
  tie(form, name) {
    form.dataset.draft = name;
    const said = this.read()[name];
    if (said) fill(form, said);
    form.addEventListener("input", () => this.change((kept) => { kept[name] = written(form); }));
    return form;
  }

  forget(form) {
    this.change((kept) => { delete kept[form.dataset.draft]; });
  }
}

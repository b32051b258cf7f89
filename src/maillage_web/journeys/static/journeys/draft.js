// What is being typed stays on this device until it is kept: a closed tab loses nothing. Signing out erases it.
(() => {
  "use strict";

  const form = document.querySelector("form[data-draft]");
  if (!form) {
    const done = document.querySelector("[data-drafts-done]");
    if (done && document.querySelector(".saying-card")) {
      try { for (const key of Object.keys(localStorage)) if (key.startsWith(done.dataset.draftsDone) && JSON.parse(localStorage.getItem(key)).sent) localStorage.removeItem(key); } catch { /* nothing was kept */ }
    }
    return;
  }
  const key = form.dataset.draft;
  const fields = [...form.querySelectorAll("textarea, input[type=text]")];
  const told = form.querySelector("[data-draft-told]");
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (sent) => {
    const words = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    try { localStorage.setItem(key, JSON.stringify({ words, sent })); } catch { /* a full or closed store keeps nothing */ }
  };
  const drop = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

  const kept = read();
  if (kept && kept.words && !form.querySelector(".field__error")) {
    let found = false;
    for (const field of fields) {
      const words = kept.words[field.name];
      if (typeof words === "string" && words !== field.value) { field.value = words; found = true; }
    }
    if (found && told) told.hidden = false;
  }
  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => write(false), 400); });
  form.addEventListener("submit", () => { clearTimeout(waiting); write(true); });
  form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    drop();
    for (const field of fields) field.value = field.defaultValue;
    told.hidden = true;
  });
})();

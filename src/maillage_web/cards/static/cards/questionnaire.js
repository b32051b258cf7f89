// The questionnaire, question by question. Each answer is sent as it is given; without network it waits on this device,
// and is sent in order when the network is back. Nothing is sent twice (a token per answer) nor over somebody's words.
(() => {
  "use strict";

  const quiz = document.querySelector("[data-quiz]");
  if (!quiz) return;
  const sayings = quiz.querySelector("[data-sayings]").dataset;
  const words = (name, values = {}) => {
    const key = `w${name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("")}`;
    return Object.entries(values).reduce((said, [hole, value]) => said.replace(`{${hole}}`, value), sayings[key] ?? "");
  };
  const keeps = quiz.dataset.mode === "keep";
  const forms = [...quiz.querySelectorAll("form.question")];
  const formOf = (item) => forms.find((form) => form.dataset.item === item);
  const WRITTEN = ["reponse", "fait", "prevu", "pas-fait", "recit", "preuve"];
  const make = (tag, text = "", attributes = {}) => {
    const one = document.createElement(tag);
    one.textContent = text;
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
    return one;
  };

  // ---- what is kept on this device: { waiting: [answer], met: { item: … }, tried: { item: words } }
  const device = (() => {
    let memory = null; // where the browser refuses to keep anything
    const empty = () => ({ waiting: [], met: {}, tried: {} });
    const read = () => {
      if (memory) return memory;
      try { return { ...empty(), ...JSON.parse(localStorage.getItem(quiz.dataset.key)) }; } catch { return empty(); }
    };
    const write = (kept) => {
      const nothing = !kept.waiting.length && !Object.keys(kept.met).length && !Object.keys(kept.tried).length;
      try {
        if (nothing) localStorage.removeItem(quiz.dataset.key);
        else localStorage.setItem(quiz.dataset.key, JSON.stringify(kept));
        memory = null;
      } catch { memory = nothing ? null : kept; }
    };
    return {
      read,
      change: (how) => { const kept = read(); how(kept); write(kept); },
      keeps: () => memory === null,
    };
  })();

  // ---- one answer: what the form says, and how it says it
  const saidBy = (form) => {
    const data = new FormData(form);
    const said = Object.fromEntries(WRITTEN.filter((name) => form.querySelector(`[name="${name}"]`)).map((name) => [name, ""]));
    for (const [name, value] of data) if (WRITTEN.includes(name)) said[name] = String(value); // the choice ticked comes last
    return said;
  };
  const isSaid = (said) => ["reponse", "recit", "preuve"].some((name) => (said[name] ?? "").trim());
  const same = (one, other) => WRITTEN.every((name) => (one[name] ?? "") === (other[name] ?? ""));
  const fill = (form, said) => {
    for (const field of form.elements) {
      if (!WRITTEN.includes(field.name)) continue;
      if (field.type === "radio") field.checked = field.value === said.reponse;
      else field.value = said[field.name] ?? "";
    }
    const number = form.querySelector(".question__number input");
    if (number && form.querySelector('[type="radio"]:checked')) number.value = "";
    if (said.preuve) form.querySelector(".question__evidence").open = true;
    last.set(form, saidBy(form));
  };
  const inWords = (form, said) => {
    const chosen = [...form.querySelectorAll('[type="radio"]')].find((one) => one.value === said.reponse);
    if (chosen?.value === "shares") return [...form.querySelectorAll(".shares label")].map((label) => `${label.textContent.trim()} ${said[label.querySelector("input").name] || 0}`).join(", ");
    if (chosen) return chosen.closest("label").textContent.trim();
    if ((said.reponse ?? "").trim()) return said.reponse;
    return isSaid(said) ? words("narrative") : words("nothing");
  };
  const last = new Map(forms.map((form) => [form, saidBy(form)]));

  const tell = (form, text, undo) => {
    const place = form.querySelector("[data-said]");
    place.textContent = text;
    if (!undo) return;
    const button = make("button", words("undo"), { type: "button", class: "button button--small button--quiet" });
    button.addEventListener("click", undo);
    place.append(" ", button);
  };

  // ---- sending
  const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
  const voice = quiz.querySelector("#voix");
  const seen = () => quiz.querySelector('[name="vue"]:checked')?.value ?? "";
  let number = Number(quiz.dataset.number);
  let stopped = null; // why the site does not take what waits: { state, said }
  let sending = false;
  let again = 0;

  const post = async (pairs) => {
    const fixed = ["csrfmiddlewaretoken", "referentiel", "version"].map((name) => [name, forms[0].elements[name].value]);
    const body = new URLSearchParams([...fixed, ...Object.entries(pairs)]);
    const response = await fetch(forms[0].action, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", keepalive: true, signal: AbortSignal.timeout?.(20000) });
    const told = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : {};
    if (response.ok && told.state) return told;
    const state = response.status >= 500 ? "broken" : "stopped";
    return { state, said: told.said || words(state) };
  };

  const countWaiting = () => {
    const count = device.read().waiting.length;
    const place = quiz.querySelector("[data-waiting]");
    const told = stopped ? stopped.said : count === 1 ? words("one") : words("many", { n: count });
    const hidden = !count || (!stopped && sending && navigator.onLine);
    if (place.hidden !== hidden) place.hidden = hidden;
    if (place.textContent !== told) place.textContent = told;
    place.classList.toggle("is-stopped", Boolean(stopped));
  };

  const heard = (entry, answer) => {
    const form = formOf(entry.item);
    device.change((kept) => {
      kept.waiting = kept.waiting.filter((one) => one.token !== entry.token);
      for (const one of kept.waiting) if (one.item === entry.item) one.base = Math.max(one.base, answer.number);
      if (answer.state === "met") kept.met[entry.item] = { said: entry.said, theirs: answer.theirs, words: answer.words, who: answer.who };
    });
    number = Math.max(number, answer.number ?? 0);
    if (!form) return; // a question of the other entry
    if (answer.state === "met") showBoth(form);
    else if (answer.state === "wrong") { tell(form, answer.said); if (form.hidden) go(stepAt(`#${form.id}`)); }
    else tell(form, words("saved"), answer.act ? () => takeBack(form, answer.act, entry.before) : undefined);
    form.classList.toggle("is-wrong", answer.state === "wrong");
  };

  const sendOne = async () => {
    const entry = device.read().waiting[0];
    if (!entry) return false;
    device.change((kept) => { if (kept.waiting[0]) kept.waiting[0].tried = true; });
    const { reponse = "", ...rest } = entry.said;
    const answer = await post({ question: entry.item, reponse, ...rest, voix: entry.voice, vue: entry.seen, jour: entry.day, jeton: entry.token, base: entry.base });
    if (["stopped", "broken"].includes(answer.state)) { stopped = answer; return false; }
    stopped = null;
    heard(entry, answer);
    return true;
  };

  const sendAll = async () => {
    if (!keeps || sending || !navigator.onLine) { countWaiting(); return; }
    sending = true;
    let cut = false;
    clearTimeout(again);
    const all = async () => { while (await sendOne()); };
    try {
      if (navigator.locks) await navigator.locks.request(quiz.dataset.key, all); // two tabs do not send at once
      else await all();
    } catch { cut = true; } // no network after all: what waits stays
    sending = false;
    const left = device.read().waiting;
    if (left.length && !cut && !stopped) return sendAll(); // given while the last one was on its way
    if (left.length && stopped?.state !== "stopped") again = setTimeout(sendAll, 15000);
    for (const { item } of left) if (formOf(item)) tell(formOf(item), words(device.keeps() ? "device" : "lost"));
    countWaiting();
  };
  window.addEventListener("online", () => { stopped = null; sendAll(); });
  window.addEventListener("offline", countWaiting);

  // ---- an answer is given
  const give = (form) => {
    const said = saidBy(form);
    const before = last.get(form);
    if (same(said, before)) return;
    last.set(form, said);
    summarise();
    if (!keeps) return tryOut(form, said, before);
    if (!isSaid(said)) return;
    const entry = {
      token: token(), item: form.dataset.item, said, before, base: number, day: today(), seen: seen(),
      voice: voice?.value.trim() || voice?.dataset.voice, tried: false,
    };
    device.change((kept) => {
      // what was not sent yet is said anew; what may have arrived keeps its place
      const place = kept.waiting.findIndex((one) => one.item === entry.item && !one.tried);
      if (place >= 0) kept.waiting[place] = { ...entry, base: kept.waiting[place].base, before: kept.waiting[place].before };
      else kept.waiting.push(entry);
    });
    if (navigator.onLine) tell(form, words("sending"));
    else tell(form, words(device.keeps() ? "device" : "lost"), () => unsay(form, entry.token, before));
    sendAll();
  };

  const tryOut = (form, said, before) => {
    device.change((kept) => { if (isSaid(said)) kept.tried[form.dataset.item] = said; else delete kept.tried[form.dataset.item]; });
    tell(form, words(device.keeps() ? "device" : "lost"), () => { fill(form, before); tryOut(form, before, said); summarise(); tell(form, words("undone")); });
  };

  const unsay = (form, which, before) => {
    if (!device.read().waiting.some((one) => one.token === which && !one.tried)) return;
    device.change((kept) => { kept.waiting = kept.waiting.filter((one) => one.token !== which); });
    fill(form, before);
    summarise();
    countWaiting();
    tell(form, words("undone"));
  };

  const takeBack = async (form, act, before) => {
    let answer;
    try { answer = await post({ annuler: act }); } catch { return tell(form, words("broken")); }
    if (answer.state !== "undone") return tell(form, answer.said ?? words(answer.state));
    number = Math.max(number, answer.number);
    fill(form, before);
    summarise();
    tell(form, answer.said);
  };

  // ---- two answers of the same voice
  const showBoth = (form) => {
    const both = form.querySelector("[data-both]");
    const met = device.read().met[form.dataset.item];
    both.hidden = !met;
    both.replaceChildren();
    if (!met) return;
    tell(form, "");
    const done = () => { device.change((kept) => { delete kept.met[form.dataset.item]; }); showBoth(form); };
    const side = (title, text, label, choose) => {
      const box = make("div", "", { class: "question__side" });
      const button = make("button", label, { type: "button", class: "button button--small" });
      button.addEventListener("click", choose);
      box.append(make("p", title, { class: "question__side-title" }), make("p", text, { class: "question__words" }), button);
      return box;
    };
    const mine = [inWords(form, met.said), met.said.recit, met.said.preuve].filter(Boolean).join("\n");
    both.append(
      make("p", met.who ? words("met-by", { who: met.who }) : words("met")),
      side(words("theirs"), met.words || words("only-narrative"), words("keep-theirs"), () => { done(); fill(form, met.theirs); summarise(); tell(form, words("saved")); }),
      side(words("yours"), mine, words("keep-mine"), () => { done(); fill(form, met.theirs); type(form, met.said); give(form); }),
    );
  };
  const type = (form, said) => { const known = last.get(form); fill(form, said); last.set(form, known); };

  // ---- what one said
  const summarise = () => {
    let done = 0;
    for (const form of forms) {
      const said = saidBy(form);
      done += isSaid(said);
      const line = quiz.querySelector(`[data-line="${CSS.escape(form.dataset.item)}"]`);
      if (!line) continue;
      line.querySelector("[data-value]").textContent = inWords(form, said);
      line.querySelector("[data-words]").textContent = said.recit;
      line.querySelector("dd").className = isSaid(said) ? "is-said" : "unsaid";
    }
    for (const bar of quiz.querySelectorAll("progress")) bar.value = done;
    quiz.querySelector("[data-left]").textContent = words("done", { done, left: forms.length - done });
    const later = quiz.querySelector("[data-later]");
    if (later) later.hidden = !done || Boolean(quiz.querySelector(".quiz__open"));
    const forget = quiz.querySelector("[data-forget]");
    if (forget) forget.hidden = !done;
  };

  // ---- one step after the other: a question on a phone and in the short entry, a theme on a large screen
  const start = quiz.querySelector("[data-start]");
  const end = quiz.querySelector("[data-end]");
  const wide = window.matchMedia("(min-width: 62rem)");
  const themes = [...quiz.querySelectorAll("[data-theme]")];
  const byTheme = () => wide.matches && quiz.dataset.entry !== "courte";
  const steps = () => [start, ...(byTheme() ? themes : forms), end].filter(Boolean);
  const idOf = (hash) => { try { return decodeURIComponent(hash.slice(1)); } catch { return ""; } };
  const stepAt = (hash) => {
    const aimed = document.getElementById(idOf(hash));
    return steps().find((step) => step === aimed || (aimed && step.contains(aimed)) || (step.matches("form") && aimed?.matches("[data-theme]") && aimed.contains(step))) ?? start;
  };
  let current = null;

  const show = (step, focus = true) => {
    const known = steps();
    const place = known.indexOf(step);
    current = step;
    for (const one of [start, end]) if (one) one.hidden = one !== step;
    for (const theme of themes) theme.hidden = !(theme === step || theme.contains(step));
    for (const form of forms) form.hidden = !(form === step || step.matches("[data-theme]") && step.contains(form));
    const bar = quiz.querySelector("[data-bar]");
    bar.hidden = step === start || step === end;
    quiz.querySelector("[data-place]").textContent = words(byTheme() ? "theme" : "question", { n: place, total: known.length - 2 });
    document.body.classList.toggle("is-asking", step !== start);
    walk.hidden = place < 1;
    onward.hidden = step === end;
    onward.textContent = words(place === known.length - 2 ? "finish" : "next");
    if (!focus) return;
    const heading = step.querySelector("[data-heading], h2");
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
    quiz.scrollIntoView({ block: "start" }); // the bar that sticks tells nothing of where its question begins
  };
  const go = (step) => { history.pushState(null, "", `#${step.id}`); show(step); };
  const beside = (by) => { const known = steps(); return known[known.indexOf(current) + by]; };

  const walk = make("p", "", { class: "actions quiz__walk" });
  const back = make("button", words("previous"), { type: "button", class: "button button--quiet" });
  const onward = make("button", words("next"), { type: "button", class: "button" });
  back.addEventListener("click", () => go(beside(-1)));
  onward.addEventListener("click", () => { for (const form of forms) if (!form.hidden) give(form); go(beside(1)); });
  walk.append(back, onward);
  quiz.append(walk);

  quiz.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".question")) { event.preventDefault(); give(form); if (!byTheme()) go(beside(1)); }
    if (form.matches("[data-opening]")) {
      // another voice has other answers: the page is asked for again
      if (voice && voice.value.trim() !== voice.dataset.voice) return;
      event.preventDefault();
      go(first());
    }
  });
  quiz.addEventListener("change", (event) => {
    const form = event.target.closest("form.question");
    if (!form) return;
    const number = form.querySelector(".question__number input");
    if (number && event.target.type === "radio") number.value = "";
    else if (number && event.target === number) for (const one of form.querySelectorAll('[type="radio"]')) one.checked = false;
    if (event.target.value !== "shares" && wholeShares(form)) give(form);
  });
  const wholeShares = (form) => {
    const parts = [...form.querySelectorAll(".shares input")].map((one) => Number(one.value.replace(",", ".")));
    return form.querySelector('[value="shares"]:checked') === null || parts.reduce((sum, part) => sum + part, 0) === 100;
  };
  quiz.addEventListener("input", (event) => {
    if (event.target.closest(".shares")) event.target.closest(".level-choice").querySelector('[type="radio"]').checked = true;
  });
  // what is being typed is kept before the page goes
  document.addEventListener("visibilitychange", () => { if (document.hidden) for (const form of forms) give(form); });
  quiz.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    go(stepAt(link.hash));
  });
  window.addEventListener("popstate", () => show(stepAt(location.hash)));
  wide.addEventListener("change", () => show(stepAt(`#${current.id}`), false));
  quiz.querySelector("[data-forget]")?.addEventListener("click", () => {
    device.change((kept) => { kept.tried = {}; });
    for (const form of forms) { fill(form, {}); tell(form, ""); }
    summarise();
  });
  quiz.querySelector("[data-reload]")?.addEventListener("click", (event) => { event.stopPropagation(); location.reload(); });

  const unanswered = () => forms.find((form) => !isSaid(saidBy(form)));
  const first = () => {
    const form = unanswered();
    return form ? stepAt(`#${form.id}`) : steps()[1];
  };
  const invite = () => {
    const button = quiz.querySelector("[data-begin]");
    if (!button || !forms.some((form) => isSaid(saidBy(form)))) return;
    const form = unanswered();
    button.textContent = form ? words("resume", { n: forms.indexOf(form) + 1 }) : words("again");
  };

  // ---- what was left on this device
  const kept = device.read();
  for (const entry of kept.waiting) {
    const form = formOf(entry.item);
    if (form) { fill(form, entry.said); tell(form, words("device")); }
  }
  for (const [item, said] of Object.entries(kept.tried)) { const form = formOf(item); if (form && !keeps) { fill(form, said); tell(form, words("device")); } }
  for (const item of Object.keys(kept.met)) if (formOf(item)) showBoth(formOf(item));

  // what was tried before signing in may be kept now
  const strange = quiz.dataset.key.replace(/[^.]*$/, "-");
  const tried = (() => { try { return keeps ? JSON.parse(localStorage.getItem(strange))?.tried ?? {} : {}; } catch { return {}; } })();
  const left = Object.entries(tried).filter(([item]) => formOf(item) && !isSaid(saidBy(formOf(item))));
  if (left.length) {
    const offer = make("p", "", { class: "notice" });
    const button = make("button", words("adopt", { n: left.length }), { type: "button", class: "button button--small" });
    button.addEventListener("click", () => {
      for (const [item, said] of left) { type(formOf(item), said); give(formOf(item)); }
      localStorage.removeItem(strange);
      offer.remove();
      invite();
    });
    offer.append(button);
    start.querySelector("form").before(offer);
  }

  quiz.classList.add("is-guided");
  summarise();
  invite();
  show(stepAt(location.hash), Boolean(location.hash));
  countWaiting();
  sendAll();
})();

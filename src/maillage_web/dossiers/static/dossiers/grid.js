// Many rows at once: cells to type in, blocks to paste, saved in small batches. Every cell says in words how it stands.
(() => {
  "use strict";

  const form = document.querySelector("form[data-grid]");
  const body = form.querySelector("tbody");
  const blank = document.getElementById("new-line");
  const said = document.getElementById("grid-said");
  const words = form.dataset;
  const waiting = new Map(); // line → columns to be saved
  const undone = []; // what was typed, the last first
  let number = 0; // of the lines added here
  let sending = false;
  let timer = 0;
  let patience = 1200;

  const rows = () => [...body.rows];
  const cells = (row) => [...row.querySelectorAll("input.cell")];
  const cellAt = (row, column) => { const line = rows()[row]; return line && cells(line)[column]; };
  const placeOf = (cell) => { const row = cell.closest("tr"); return [rows().indexOf(row), cells(row).indexOf(cell)]; };
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

  // ---- lines

  const addLine = () => {
    const row = blank.content.firstElementChild.cloneNode(true);
    const name = `n${number += 1}`;
    row.dataset.line = name;
    row.querySelector("th").id = `row-${name}`;
    for (const cell of cells(row)) {
      cell.setAttribute("aria-labelledby", `col-${cell.dataset.column} row-${name}`);
      begin(cell);
    }
    body.append(row);
    return row;
  };
  const keepBlankLine = () => {
    const last = rows().at(-1);
    if (!last || last.dataset.key || cells(last).some((cell) => cell.value)) addLine();
  };
  const begin = (cell) => {
    cell.dataset.kept = cell.value;
    const row = cell.closest("tr");
    row.dataset.base ||= words.number;
    if (!("locked" in cell.dataset)) cell.readOnly = false;
  };

  // ---- what each line and cell says

  const stateOf = (row, text, kind) => {
    row.querySelector(".state").textContent = text;
    row.dataset.state = kind;
  };
  const clear = (cell) => {
    cell.removeAttribute("aria-invalid");
    cell.removeAttribute("aria-describedby");
    cell.parentElement.querySelector(".cell-said")?.remove();
  };
  const tell = (cell, sentence, kind) => {
    clear(cell);
    const note = document.createElement("div");
    note.className = `cell-said cell-said--${kind}`;
    note.id = `said-${cell.closest("tr").dataset.line}-${cell.dataset.column}`;
    const text = document.createElement("p");
    text.textContent = sentence;
    note.append(text);
    cell.after(note);
    cell.setAttribute("aria-describedby", note.id);
    if (kind === "wrong") cell.setAttribute("aria-invalid", "true");
    return note;
  };

  const typed = (cell) => {
    const row = cell.closest("tr");
    clear(cell);
    const columns = waiting.get(row) || new Set();
    columns.add(cell.dataset.column);
    waiting.set(row, columns);
    stateOf(row, words.typed, "typed");
    keepBlankLine();
    soon();
  };
  const set = (cell, value, keep = true) => {
    if (!cell || cell.readOnly || cell.value === value) return;
    if (keep) undone.push([cell, cell.value]);
    cell.value = value;
    typed(cell);
  };

  // ---- saving

  const soon = () => { clearTimeout(timer); timer = setTimeout(save, patience); };
  const changed = (cell) => cell.value !== cell.dataset.kept && !cell.parentElement.querySelector(".cell-said");
  const ready = (row) => row.dataset.key || cells(row).some((cell) => cell.value.trim());

  const save = async () => {
    if (sending || !waiting.size) return;
    const active = document.activeElement?.closest("tr");
    const lines = [...waiting.keys()].filter((row) => ready(row) && (row !== active || row.dataset.key)).slice(0, Number(words.batch));
    if (!lines.length) return;
    sending = true;
    const asked = new Map(lines.map((row) => [row, new Map(cells(row).filter((cell) => !row.dataset.key || changed(cell)).map((cell) => [cell.dataset.column, cell.value]))]));
    for (const row of lines) {
      waiting.delete(row);
      if (asked.get(row).size) stateOf(row, words.saving, "saving");
      else { stateOf(row, words.saved, "saved"); asked.delete(row); }
    }
    if (!asked.size) { sending = false; return; }
    const batch = [...asked.keys()].map((row) => ({ line: row.dataset.line, key: row.dataset.key ? Number(row.dataset.key) : null, base: Number(row.dataset.base), cells: Object.fromEntries(asked.get(row)) }));
    try {
      const answer = await fetch(location.href, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, Accept: "application/json" }, body: JSON.stringify({ rows: batch }) });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      take(await answer.json(), asked);
      patience = 1200;
    } catch (error) {
      again([...asked.keys()], asked, error);
    }
    sending = false;
    if (waiting.size) soon();
  };

  const again = (lines, asked, error) => {
    const away = ["403", "404", "200"].includes(error.message) ? words.signedOut : words.away;
    for (const row of lines) {
      waiting.set(row, new Set([...(waiting.get(row) || []), ...asked.get(row).keys()]));
      stateOf(row, words.typed, "typed");
    }
    said.textContent = away;
    patience = Math.min(patience * 2, 30000);
  };

  const take = (answer, asked) => {
    for (const told of answer.rows) {
      const row = body.querySelector(`tr[data-line="${told.line}"]`);
      if (told.saved) saved(row, told, answer.number, asked.get(row));
      else refused(row, told, answer.number);
    }
    const wrong = body.querySelectorAll('tr[data-state="wrong"], tr[data-state="conflict"]').length;
    said.textContent = fill(words.count, { saved: body.querySelectorAll('tr[data-state="saved"]').length, wrong });
    const last = answer.rows.findLast((told) => told.saved);
    if (last) find(body.querySelector(`tr[data-key="${last.key}"]`));
  };

  // What the checks find about a row, renewed below the grid once it is saved.
  const addressOf = (row) => words.row.replace(/\/0\/$/, `/${row.dataset.key}/`);
  const find = (row) => {
    document.getElementById("findings-row").textContent = cells(row)[0].value;
    htmx.ajax("GET", `${addressOf(row)}constats/`, { target: "#findings", swap: "innerHTML" });
  };

  const saved = (row, told, act, sent) => {
    if (!row.dataset.key) {
      row.dataset.key = told.key;
      const link = document.createElement("a");
      Object.assign(link, { href: addressOf(row), textContent: words.open });
      const name = document.createElement("span");
      Object.assign(name, { className: "visually-hidden", textContent: cells(row)[0].value });
      row.querySelector("th").replaceChildren(name, link);
    }
    for (const cell of cells(row)) if (sent.has(cell.dataset.column)) clear(cell);
    renew(row, told, act, sent);
    const left = cells(row).filter((cell) => cell.value !== cell.dataset.kept);
    if (!waiting.has(row)) stateOf(row, left.length ? words.conflict : words.saved, left.length ? "conflict" : "saved");
  };

  // The row as it stands now, with what others wrote in it. What was typed meanwhile stays; where somebody else wrote
  // too, both versions are shown.
  const renew = (row, told, act, sent) => {
    for (const cell of cells(row)) {
      const column = cell.dataset.column;
      if (!(column in told.cells)) continue;
      const now = told.cells[column].replace(/[\r\n]+/g, ""); // as a line shows it
      const mine = sent?.has(column) && told.saved;
      if (cell.value === cell.dataset.kept || (mine && cell.value === sent.get(column))) {
        cell.value = now;
        if (cell === document.activeElement) before = now;
        cell.dataset.kept = now;
      } else if (mine || now === cell.dataset.kept) {
        cell.dataset.kept = now;
      } else if (!told.conflicts[column]) {
        choose(row, cell, { theirs: now, who: words.somebody, when: "" }, act);
      }
    }
    row.dataset.base = act;
  };

  const refused = (row, told, act) => {
    for (const cell of cells(row)) {
      const column = cell.dataset.column;
      if (told.errors[column]) tell(cell, told.errors[column], "wrong");
      if (told.conflicts[column]) choose(row, cell, told.conflicts[column], act);
    }
    if (row.dataset.key) renew(row, told, act, null);
    const whole = told.errors[""] || (told.conflicts[""] ? fill(words.gone, told.conflicts[""]) : "");
    const kind = Object.keys(told.conflicts).length ? "conflict" : "wrong";
    stateOf(row, whole || words[kind], kind);
    // what was sent with it goes alone the next time
    if (row.dataset.key && cells(row).some(changed)) { waiting.set(row, waiting.get(row) || new Set()); }
  };

  // Both versions stay on the page until the person chooses.
  const choose = (row, cell, theirs, act) => {
    const sentence = fill(theirs.theirs ? words.theirs : words.emptied, { who: theirs.who, words: theirs.theirs, when: theirs.when });
    const note = tell(cell, sentence, "conflict");
    const button = (label, act_) => {
      const made = document.createElement("button");
      Object.assign(made, { type: "button", textContent: label, className: "button button--small" });
      made.addEventListener("click", () => { act_(); clear(cell); resume(row); cell.focus(); });
      note.append(made);
    };
    cell.dataset.kept = theirs.theirs; // what is kept of mine is set against what I now see
    button(words.takeTheirs, () => { cell.value = theirs.theirs; before = cell.value; });
    button(words.keepMine, () => {});
  };
  const resume = (row) => {
    for (const cell of cells(row)) if (cell.value !== cell.dataset.kept) typed(cell);
    if (!waiting.has(row)) stateOf(row, words.saved, "saved");
  };

  // ---- the keyboard

  let before = ""; // what the cell said when one came to it
  const go = (row, column) => {
    const cell = cellAt(row, column);
    if (cell) { cell.focus(); cell.select(); }
  };
  const whole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("focusin", (event) => {
    if (!event.target.matches("input.cell")) return;
    before = event.target.value;
    event.target.select();
    range(event.target, event.target);
  });
  form.addEventListener("focusout", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell")) return;
    if (cell.value !== before) undone.push([cell, before]);
    if (waiting.size) soon();
  });
  form.addEventListener("input", (event) => { if (event.target.matches("input.cell")) typed(event.target); });

  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.cell") || event.isComposing) return;
    const [row, column] = placeOf(cell);
    const move = MOVES[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      go(row + (event.shiftKey ? -1 : 1), column);
    } else if (event.key === "Escape") {
      if (cell.value !== before) { cell.value = before; typed(cell); }
      cell.select();
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && cell.value === before) {
      event.preventDefault();
      takeBack();
    } else if (move && event.shiftKey && (move[0] || whole(cell))) {
      event.preventDefault();
      extend(move);
    } else if (move && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && leaves(cell, event.key)) {
      event.preventDefault();
      go(row + move[0], column + move[1]);
    }
  });

  const leaves = (cell, key) => {
    if (key === "ArrowUp" || key === "ArrowDown") return !(cell.hasAttribute("list") && cell.value !== before); // the list is open
    if (whole(cell)) return true;
    return key === "ArrowLeft" ? cell.selectionEnd === 0 : cell.selectionStart === cell.value.length;
  };

  const takeBack = () => {
    const last = undone.pop();
    if (!last) return;
    const [cell, value] = last;
    cell.value = value;
    typed(cell);
    cell.focus();
    cell.select();
    before = value;
  };

  // ---- blocks

  let from = null;
  let to = null;
  const range = (first, last) => { from = first; to = last; paint(); };
  const block = () => {
    const [row1, column1] = placeOf(from);
    const [row2, column2] = placeOf(to);
    return [Math.min(row1, row2), Math.max(row1, row2), Math.min(column1, column2), Math.max(column1, column2)];
  };
  const paint = () => {
    for (const cell of body.querySelectorAll(".is-in")) cell.classList.remove("is-in");
    if (!from || from === to) return;
    const [top, bottom, left, right] = block();
    for (let row = top; row <= bottom; row += 1) for (let column = left; column <= right; column += 1) cellAt(row, column)?.classList.add("is-in");
  };
  const extend = ([down, across]) => {
    const [row, column] = placeOf(to);
    const next = cellAt(row + down, column + across);
    if (next) { to = next; paint(); }
  };

  form.addEventListener("copy", (event) => {
    if (!from || from === to) return;
    const [top, bottom, left, right] = block();
    const lines = rows().slice(top, bottom + 1).map((row) => cells(row).slice(left, right + 1).map((cell) => quote(cell.value)).join("\t"));
    event.clipboardData.setData("text/plain", lines.join("\n"));
    event.preventDefault();
  });
  form.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches("input.cell") || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const [row, column] = placeOf(event.target);
    unquote(text).forEach((line, down) => {
      while (rows().length <= row + down) addLine();
      line.forEach((value, across) => set(cellAt(row + down, column + across), value.trim()));
    });
    before = event.target.value;
    keepBlankLine();
  });

  const quote = (value) => (/[\t\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  // What spreadsheets put on the clipboard: tabs between cells, quotes around what holds a tab or a line end.
  const unquote = (text) => {
    const lines = [[""]];
    const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    let inside = false;
    for (let index = 0; index < clean.length; index += 1) {
      const mark = clean[index];
      const line = lines.at(-1);
      if (mark === '"' && inside && clean[index + 1] === '"') { line[line.length - 1] += '"'; index += 1; }
      else if (mark === '"' && (inside || line.at(-1) === "")) inside = !inside;
      else if (mark === "\t" && !inside) line.push("");
      else if (mark === "\n" && !inside) lines.push([""]);
      else line[line.length - 1] += mark === "\n" ? " " : mark;
    }
    return lines;
  };

  window.addEventListener("beforeunload", (event) => { if (waiting.size || sending) event.preventDefault(); });
  for (const cell of form.querySelectorAll("tbody input.cell")) begin(cell);
  keepBlankLine();
})();

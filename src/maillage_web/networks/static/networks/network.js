// Holds which actor is chosen: in the address, in the list, in the card. The picture and the map listen to it.
(() => {
  "use strict";

  const card = document.getElementById("card");
  const rows = [...document.querySelectorAll("#actors tr[data-row]")];
  const saying = card.querySelector(".net__saying");
  const told = card.querySelector(".net__told");
  let chosen = "";

  const blockOf = (id) => document.getElementById(`o-${id}`);

  const asked = () => {
    const found = /^#acteur=(.+)$/.exec(location.hash);
    const id = found ? decodeURIComponent(found[1]) : "";
    return id && blockOf(id) ? id : "";
  };

  const tiedTo = (id) => {
    const row = rows.find((one) => one.dataset.row === id);
    if (row) return new Set(row.dataset.tied.split(" ").filter(Boolean));
    return new Set([...(blockOf(id)?.querySelectorAll("[data-actor]") ?? [])].map((one) => one.dataset.actor));
  };

  const tell = (id) => {
    const block = id && blockOf(id);
    saying.textContent = block ? block.querySelector("p > span").textContent : card.dataset.nobody;
    told.replaceChildren();
    told.removeAttribute("tabindex");
    if (!block) return;
    const words = [...block.children].slice(1).map((one) => one.cloneNode(true));
    told.append(...words);
    if (told.scrollHeight > told.clientHeight) told.tabIndex = 0;
  };

  const mark = (id, tied) => {
    rows.forEach((row) => {
      row.classList.toggle("is-chosen", row.dataset.row === id);
      row.classList.toggle("is-tied", tied.has(row.dataset.row));
      if (row.dataset.row === id) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
    document.querySelectorAll(".spots a").forEach((one) => one.classList.toggle("is-chosen", one.dataset.actor === id));
  };

  const choose = (id, { kept = true } = {}) => {
    chosen = id;
    const tied = id ? tiedTo(id) : new Set();
    tell(id);
    mark(id, tied);
    card.querySelector(".net__letting").hidden = !id;
    const drawn = Boolean(id && document.querySelector(`.graph-frame [data-actor="${CSS.escape(id)}"]`));
    card.querySelector(".net__moves").hidden = !drawn;
    if (kept) history.replaceState(null, "", id ? `#acteur=${encodeURIComponent(id)}` : location.pathname + location.search);
    document.dispatchEvent(new CustomEvent("network:chosen", { detail: { id, tied } }));
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (event.target.closest("[data-let-go]")) { choose(""); return; }
    const link = event.target.closest("[data-actor]");
    if (!link || link.closest(".outline")) return;
    event.preventDefault();
    choose(link.dataset.actor);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen && !event.defaultPrevented) choose("");
  });

  // The list narrows while somebody types; without this script, the button asks the site.
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const field = document.getElementById("q");
  if (field && rows.length) {
    const all = !new URLSearchParams(location.search).get("q");
    field.addEventListener("input", () => {
      if (!all) return;
      const wanted = fold(field.value.trim());
      rows.forEach((row) => { row.hidden = !fold(row.querySelector("[data-actor]").textContent).includes(wanted); });
      document.getElementById("none-found").hidden = rows.some((row) => !row.hidden);
    });
  }

  // Another day or other links keep who is chosen.
  document.querySelectorAll("form.net-filter, form.day").forEach((form) => form.addEventListener("submit", () => {
    if (chosen) form.action = `${form.getAttribute("action")}#acteur=${encodeURIComponent(chosen)}`;
  }));

  window.addEventListener("hashchange", () => choose(asked(), { kept: false }));
  choose(asked(), { kept: false });
})();

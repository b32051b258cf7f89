// Draw a thread of the articulation by dragging from one card to another. The list beside the picture does the same.
(() => {
  "use strict";

  const form = document.querySelector("form[data-threads]");
  const picture = document.querySelector("svg.articulation");
  if (!form || !picture) return;
  const said = document.getElementById("threads-said");
  const PAIRS = ["effects challenges", "effects components", "effects actors", "components challenges", "components actors"];
  const FAR = 8; // a click trembles less than this
  let start = null;
  let thread = null;

  const tableOf = (node) => node.dataset.key.split("/")[0];
  const nameOf = (node) => node.querySelector("title").textContent;
  const fits = (first, second) => second && first !== second && PAIRS.some((pair) => pair === `${tableOf(first)} ${tableOf(second)}` || pair === `${tableOf(second)} ${tableOf(first)}`);
  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("svg.articulation .node");

  const stop = () => {
    thread?.remove();
    picture.classList.remove("is-drawing");
    for (const node of picture.querySelectorAll(".is-offered, .is-aimed")) node.classList.remove("is-offered", "is-aimed");
    start = thread = null;
  };

  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("pointerdown", (event) => {
    const node = event.target.closest(".node");
    if (!node || event.button !== 0 || event.pointerType === "touch") return;
    start = { node, x: event.clientX, y: event.clientY, point: at(event) };
  });
  window.addEventListener("pointermove", (event) => {
    if (!start) return;
    if (!thread) {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < FAR) return;
      thread = document.createElementNS("http://www.w3.org/2000/svg", "path");
      thread.setAttribute("class", "drawing");
      picture.append(thread);
      picture.classList.add("is-drawing");
      for (const node of picture.querySelectorAll(".node")) node.classList.toggle("is-offered", fits(start.node, node));
    }
    const end = at(event);
    const middle = (start.point.x + end.x) / 2;
    thread.setAttribute("d", `M${start.point.x} ${start.point.y}C${middle} ${start.point.y} ${middle} ${end.y} ${end.x} ${end.y}`);
    const aimed = under(event);
    for (const node of picture.querySelectorAll(".is-aimed")) node.classList.remove("is-aimed");
    if (aimed && fits(start.node, aimed)) aimed.classList.add("is-aimed");
  });
  window.addEventListener("pointerup", (event) => {
    if (!thread) { start = null; return; }
    const end = under(event);
    const first = start.node;
    stop();
    // the click that follows would open the card
    picture.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
    if (!end || end === first) return;
    if (!fits(first, end)) { said.textContent = said.dataset.cannot; return; }
    said.textContent = said.dataset.linking.replace("{from}", nameOf(first)).replace("{to}", nameOf(end));
    form.elements.start.value = first.dataset.key;
    form.elements.end.value = end.dataset.key;
    form.requestSubmit(form.querySelector('[value="link"]'));
  });
  window.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
})();

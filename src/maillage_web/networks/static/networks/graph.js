// The picture of a network: shows who is chosen and its ties; an actor can be put elsewhere, and stays there.
(() => {
  "use strict";

  const graph = document.querySelector(".graph-frame svg.graph");
  if (!graph) return;
  const holder = document.querySelector("[data-network]");
  const tools = document.querySelector(".graph-tools");
  const key = `maillage.network.${holder.dataset.network}`;
  const view = graph.viewBox.baseVal;
  const STEP = 24, EDGE = 14, GAP = 15, SLACK = 4;
  const edges = [...graph.querySelectorAll(".edge")];
  const nodes = new Map([...graph.querySelectorAll(".actor")].map((one) => [one.dataset.actor, one]));
  const placed = (node) => { const { e, f } = node.transform.baseVal.consolidate().matrix; return [e, f]; };
  const homes = new Map([...nodes].map(([id, node]) => [id, placed(node)]));
  const places = new Map(homes);

  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const write = (moved) => {
    try {
      if (Object.keys(moved).length) localStorage.setItem(key, JSON.stringify(moved));
      else localStorage.removeItem(key);
    } catch { /* nothing is kept where the browser refuses */ }
    tools.hidden = !Object.keys(moved).some((id) => nodes.has(id));
  };

  const turn = (arrow, from, to) => {
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    const x = to[0] - GAP * Math.cos(angle), y = to[1] - GAP * Math.sin(angle);
    arrow.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})rotate(${(angle * 180 / Math.PI).toFixed(1)})`);
  };

  const follow = (id) => edges.forEach((edge) => {
    if (edge.dataset.a !== id && edge.dataset.b !== id) return;
    const [a, b] = [places.get(edge.dataset.a), places.get(edge.dataset.b)];
    edge.querySelector(".edge__line").setAttribute("d", `M${a[0]} ${a[1]}L${b[0]} ${b[1]}`);
    edge.querySelectorAll(".edge__arrow").forEach((arrow) => (arrow.dataset.to === "b" ? turn(arrow, a, b) : turn(arrow, b, a)));
  });

  const put = (id, [x, y]) => {
    const inside = [
      Math.min(Math.max(x, view.x + EDGE), view.x + view.width - EDGE),
      Math.min(Math.max(y, view.y + EDGE), view.y + view.height - EDGE),
    ].map((one) => Math.round(one * 10) / 10);
    places.set(id, inside);
    nodes.get(id).setAttribute("transform", `translate(${inside[0]} ${inside[1]})`);
    follow(id);
  };

  const keep = (id) => write({ ...read(), [id]: places.get(id) });

  // ---- who is chosen
  let chosen = "";
  const frame = graph.parentElement;
  const show = (node) => { // where the picture is wider than the screen
    const inside = node.getBoundingClientRect(), around = frame.getBoundingClientRect();
    if (inside.left < around.left || inside.right > around.right) frame.scrollLeft += (inside.left + inside.right - around.left - around.right) / 2;
  };
  document.addEventListener("network:chosen", ({ detail: { id, tied } }) => {
    chosen = nodes.has(id) ? id : "";
    graph.classList.toggle("is-choosing", Boolean(chosen));
    nodes.forEach((node, one) => {
      node.classList.toggle("is-chosen", one === chosen);
      node.classList.toggle("is-tied", Boolean(chosen) && tied.has(one));
      if (one === chosen) node.setAttribute("aria-current", "true"); else node.removeAttribute("aria-current");
    });
    if (chosen) show(nodes.get(chosen));
    edges.forEach((edge) => edge.classList.toggle("is-tied", Boolean(chosen) && [edge.dataset.a, edge.dataset.b].includes(chosen)));
  });

  // ---- dragging; the same with four buttons
  const point = (event) => {
    const matrix = graph.getScreenCTM().inverse();
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
    return [x, y];
  };
  let held = null;
  graph.addEventListener("pointerdown", (event) => {
    const node = event.target.closest(".actor");
    if (!node || event.button) return;
    const id = node.dataset.actor, [x, y] = point(event), [left, top] = places.get(id);
    held = { id, node, by: [left - x, top - y], from: [event.clientX, event.clientY], moved: false };
    node.setPointerCapture(event.pointerId);
  });
  graph.addEventListener("pointermove", (event) => {
    if (!held) return;
    if (!held.moved && Math.hypot(event.clientX - held.from[0], event.clientY - held.from[1]) < SLACK) return;
    held.moved = true;
    graph.classList.add("is-dragging");
    const [x, y] = point(event);
    put(held.id, [x + held.by[0], y + held.by[1]]);
  });
  const drop = () => {
    if (!held) return;
    graph.classList.remove("is-dragging");
    if (held.moved) {
      keep(held.id);
      const once = (event) => { event.preventDefault(); event.stopPropagation(); };
      held.node.addEventListener("click", once, { once: true, capture: true });
      const { node } = held;
      setTimeout(() => node.removeEventListener("click", once, { capture: true }), 0);
    }
    held = null;
  };
  graph.addEventListener("pointerup", drop);
  graph.addEventListener("pointercancel", drop);
  graph.addEventListener("dragstart", (event) => event.preventDefault());

  document.querySelectorAll("[data-move]").forEach((button) => button.addEventListener("click", () => {
    if (!chosen) return;
    const [across, down] = button.dataset.move.split(" ").map(Number), [x, y] = places.get(chosen);
    put(chosen, [x + across * STEP, y + down * STEP]);
    keep(chosen);
  }));

  document.querySelector("[data-put-back]").addEventListener("click", () => {
    homes.forEach((place, id) => put(id, place));
    write({});
  });

  graph.classList.add("is-live");
  const moved = read();
  Object.entries(moved).forEach(([id, place]) => { if (nodes.has(id) && Array.isArray(place)) put(id, place.map(Number)); });
  tools.hidden = !Object.keys(moved).some((id) => nodes.has(id));
})();

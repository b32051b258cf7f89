// Follow a thread of the articulation picture through the whole loop, by click or keyboard.
// Without this script the picture still shows everything; its cards lead to the outline.
(() => {
  "use strict";

  const follow = (picture) => {
    const nodes = [...picture.querySelectorAll(".node")];
    const threads = [...picture.querySelectorAll(".thread")];
    const saying = document.getElementById(picture.dataset.saying || "articulation-saying");
    let followed = null;

    const clear = () => {
      followed = null;
      picture.classList.remove("is-following");
      for (const part of [...nodes, ...threads]) part.classList.remove("is-followed", "is-start");
      for (const node of nodes) node.removeAttribute("aria-current");
      if (saying) saying.textContent = "";
    };

    const start = (node) => {
      if (followed === node) return clear();
      clear();
      followed = node;
      const loop = new Set(node.dataset.loop.split(" "));
      picture.classList.add("is-following");
      for (const one of nodes) one.classList.toggle("is-followed", loop.has(one.dataset.key));
      for (const thread of threads) {
        const kept = loop.has(thread.dataset.from) && loop.has(thread.dataset.to);
        thread.classList.toggle("is-followed", kept);
      }
      node.classList.add("is-start");
      node.setAttribute("aria-current", "true");
      if (saying) {
        const name = node.querySelector("title").textContent;
        saying.textContent = saying.dataset.followed.replace("{name}", name).replace("{count}", String(loop.size));
      }
    };

    const column = (node) => nodes.filter((one) => one.querySelector(".card").getAttribute("x") === node.querySelector(".card").getAttribute("x"));

    const neighbour = (node, key) => {
      const same = column(node);
      const place = same.indexOf(node);
      if (key === "ArrowDown") return same[Math.min(place + 1, same.length - 1)];
      if (key === "ArrowUp") return same[Math.max(place - 1, 0)];
      const side = key === "ArrowRight" ? "from" : "to";
      const other = key === "ArrowRight" ? "to" : "from";
      const thread = threads.find((one) => one.dataset[side] === node.dataset.key && !one.classList.contains("thread--return"));
      return thread && nodes.find((one) => one.dataset.key === thread.dataset[other]);
    };

    picture.addEventListener("click", (event) => {
      const node = event.target.closest(".node");
      if (!node) return clear();
      event.preventDefault();
      start(node);
    });
    picture.addEventListener("keydown", (event) => {
      const node = event.target.closest(".node");
      if (event.key === "Escape") return clear();
      if (!node) return;
      if (event.key === " ") {
        event.preventDefault();
        start(node);
      } else if (event.key.startsWith("Arrow")) {
        const next = neighbour(node, event.key);
        if (next) {
          event.preventDefault();
          next.focus();
        }
      }
    });
  };

  for (const picture of document.querySelectorAll("svg.articulation")) follow(picture);
})();

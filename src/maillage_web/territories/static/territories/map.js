// Draws outlines that the site serves, coloured by class; without it the list beside says the same.
// On the page of a free perimeter, a click on a commune ticks its box.
(() => {
  "use strict";

  const told = (feature, words) => {
    const { name, value } = feature.properties;
    const tip = document.createElement("span");
    const strong = document.createElement("strong");
    strong.textContent = name;
    tip.append(strong);
    if (words.painted) tip.append(value || words.without);
    return tip;
  };

  const boxOf = (code) => document.querySelector(`input[type="checkbox"][name="avec"][value="${CSS.escape(code)}"]`);

  const look = (feature, words) => {
    const { rank, here, code } = feature.properties;
    const names = ["area"];
    if (words.ticking) names.push(boxOf(code)?.checked || wholeOf(code)?.checked ? "area--chosen" : "area--plain");
    else if (words.painted) names.push(rank ? `area--${rank}` : "area--none");
    else names.push("area--plain");
    if (here) names.push("area--here");
    return names.join(" ");
  };

  const wholeOf = (code) => boxOf(code)?.closest(".boxes")?.querySelector(".boxes__whole input");

  const dress = (layer, feature, words) => layer.getElement()?.setAttribute("class", `${look(feature, words)} leaflet-interactive`);

  const follow = (layer, feature, words) => {
    layer.bindTooltip(() => told(feature, words), { sticky: true, className: "map__tip", direction: "top" });
    layer.on("mouseover", () => { layer.getElement()?.classList.add("is-over"); layer.bringToFront(); });
    layer.on("mouseout", () => layer.getElement()?.classList.remove("is-over"));
    layer.on("click", () => {
      if (!words.ticking) { if (feature.properties.href) location.assign(feature.properties.href); return; }
      const box = boxOf(feature.properties.code);
      if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); }
    });
  };

  const base = (map, holder, displaced) => {
    if (!holder.dataset.tiles || displaced) return;
    L.Util.emptyImageUrl = holder.dataset.blank; // the policy allows no data: address
    L.tileLayer(holder.dataset.tiles, { maxZoom: 18, attribution: holder.dataset.attribution, errorTileUrl: holder.dataset.blank }).addTo(map);
    map.addControl(L.control.attribution({ prefix: false }));
  };

  const draw = (holder, collection) => {
    holder.hidden = false;
    const words = { without: holder.dataset.without, ticking: Boolean(document.querySelector(".free")) };
    words.painted = collection.features.some((one) => one.properties.rank);
    const map = L.map(holder, { attributionControl: false, zoomControl: false, scrollWheelZoom: false, zoomSnap: 0.25 });
    L.control.zoom({ zoomInTitle: holder.dataset.closer, zoomOutTitle: holder.dataset.further }).addTo(map);
    base(map, holder, collection.features.some((one) => one.properties.displaced));
    const layer = L.geoJSON(collection, {
      style: (feature) => ({ className: look(feature, words), weight: 1, fillOpacity: holder.dataset.tiles ? 0.75 : 0.95 }),
      onEachFeature: (feature, one) => follow(one, feature, words),
    }).addTo(map);
    map.fitBounds(layer.getBounds(), { padding: [8, 8], animate: false });
    const here = layer.getLayers().filter((one) => one.feature.properties.here);
    here.forEach((one) => one.bringToFront());
    document.querySelector(".free")?.addEventListener("change", () => layer.eachLayer((one) => dress(one, one.feature, words)));
  };

  document.querySelectorAll("[data-outlines]").forEach((holder) => {
    const said = holder.parentElement.querySelector(".map__said");
    said.textContent = said.dataset.loading;
    fetch(holder.dataset.outlines)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((collection) => {
        if (!collection.features.length) throw new Error("no outline");
        draw(holder, collection);
        said.textContent = "";
      })
      .catch(() => { holder.hidden = true; said.textContent = said.dataset.failed; });
  });
})();

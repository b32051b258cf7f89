// Puts the actors of a network on a map, from the list under it; choosing one there chooses it everywhere.
(() => {
  "use strict";

  const holder = document.getElementById("net-map");
  const spots = [...document.querySelectorAll("#spots > li[data-latitude]")].map((line) => ({
    at: [Number(line.dataset.latitude), Number(line.dataset.longitude)],
    name: line.querySelector("strong").textContent,
    links: [...line.querySelectorAll("a[data-actor]")],
  }));
  if (!holder || !spots.length) return;
  holder.hidden = false;
  const map = L.map(holder, { attributionControl: false, zoomControl: false, scrollWheelZoom: false, zoomSnap: 0.25, maxZoom: 16 });
  L.control.zoom({ zoomInTitle: holder.dataset.closer, zoomOutTitle: holder.dataset.further }).addTo(map);
  if (holder.dataset.tiles) {
    L.Util.emptyImageUrl = holder.dataset.blank; // the policy allows no data: address
    L.tileLayer(holder.dataset.tiles, { maxZoom: 18, attribution: holder.dataset.attribution, errorTileUrl: holder.dataset.blank }).addTo(map);
    map.addControl(L.control.attribution({ prefix: false }));
  }

  const everywhere = L.latLngBounds(spots.map((spot) => spot.at));
  const look = (bounds) => map.fitBounds(bounds, { padding: [28, 28], maxZoom: 11, animate: false });
  look(everywhere);

  const names = (spot) => {
    const told = document.createElement("div"), strong = document.createElement("strong"), list = document.createElement("ul");
    strong.textContent = spot.name;
    list.className = "map__names";
    spot.links.forEach((link) => { const line = document.createElement("li"); line.append(link.cloneNode(true)); list.append(line); });
    told.append(strong, list);
    return told;
  };

  const press = (spot) => (spot.links.length === 1 ? spot.links[0].click() : spot.mark.openPopup());

  spots.forEach((spot) => {
    const many = spot.links.length > 1;
    spot.mark = L.circleMarker(spot.at, { className: "spot", radius: many ? 13 : 9, fillOpacity: 1 }).addTo(map);
    if (many) {
      spot.mark.bindTooltip(String(spot.links.length), { permanent: true, direction: "center", className: "map__count" });
      spot.mark.bindPopup(() => names(spot), { autoPan: true }).off("click");
    } else {
      spot.mark.bindTooltip(() => `${spot.links[0].textContent} (${spot.name})`, { className: "map__tip", direction: "top" });
    }
    spot.mark.on("click", () => press(spot));
    const shape = spot.mark.getElement();
    shape.setAttribute("tabindex", "0");
    shape.setAttribute("role", "button");
    shape.setAttribute("aria-label", `${spot.name}: ${spot.links.map((link) => link.textContent).join(", ")}`);
    shape.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); press(spot); }
    });
  });

  const lay = (collection) => {
    const drawn = collection.features.filter((one) => !one.properties.displaced);
    if (!drawn.length) return;
    const ground = L.geoJSON({ type: "FeatureCollection", features: drawn }, { interactive: false, style: () => ({ className: "ground" }) }).addTo(map);
    ground.bringToBack();
    look(everywhere.extend(ground.getBounds()));
  };
  if (holder.dataset.around) lay(JSON.parse(holder.dataset.around));
  else if (holder.dataset.ground) {
    fetch(holder.dataset.ground)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then(lay)
      .catch(() => {}); // the dots and the list say the same without it
  }

  document.addEventListener("network:chosen", ({ detail: { id, tied } }) => spots.forEach((spot) => {
    const there = spot.links.map((link) => link.dataset.actor), shape = spot.mark.getElement();
    shape.classList.toggle("is-chosen", there.includes(id));
    shape.classList.toggle("is-tied", !there.includes(id) && there.some((one) => tied.has(one)));
    if (there.includes(id)) spot.mark.bringToFront();
  }));
})();

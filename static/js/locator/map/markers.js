/** The places on the map: markers and clusters of markers. */

import { markerIcon } from "./marker_icon.js";
import { bindPopup, updatePopup } from "./popup.js";

const SIZE = 32;
const AT_ONCE = 300;
// Older browsers do not tell by which way the focus came.
const FOCUSED = CSS.supports("selector(:focus-visible)") ? ":focus-visible" : ":focus";

export class Markers {
  /** A group of markers on a map. `details` of a place that has no card are asked for. */
  constructor(map, words, details) {
    this.map = map;
    this.words = words;
    this.details = details;
    this.markers = new Map();
    this.onHighlight = () => {};
    // A div of Leaflet's that has a name for those who hear it.
    this.Icon = L.DivIcon.extend({
      createIcon(old) {
        const div = L.DivIcon.prototype.createIcon.call(this, old);
        div.setAttribute("aria-label", this.options.label);
        return div;
      },
    });
    this.group = L.markerClusterGroup({
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      chunkedLoading: true,
      chunkInterval: 40,
      chunkDelay: 10,
      maxClusterRadius: 48,
      showCoverageOnHover: false,
      spiderLegPolylineOptions: { weight: 2, color: "#48545f" },
      iconCreateFunction: (cluster) => this.clusterIcon(cluster.getChildCount()),
    }).addTo(map);
    this.group.on("clusterkeypress", ({ layer, originalEvent }) => {
      if (originalEvent.key === "Enter") this.focusNear(layer);
    });
    map.on("popupopen", ({ popup }) => this.enterPopup(popup));
    // A phone that is turned leaves less room.
    map.on("resize", () => {
      const opened = this.opened();
      if (opened) updatePopup(opened.getPopup());
    });
    // Leaflet hears the keys only while the map itself has the focus.
    map.getContainer().addEventListener("keydown", ({ key }) => {
      if (key === "Escape") map.closePopup();
    });
    // A button is pressed with the space bar too.
    map.getPane("markerPane").addEventListener("keydown", (event) => {
      if (event.key !== " " || !event.target.matches(".leaflet-marker-icon")) return;
      event.preventDefault();
      event.target.dispatchEvent(
        new KeyboardEvent("keypress", { key: "Enter", keyCode: 13, bubbles: true }),
      );
    });
  }

  clusterIcon(count) {
    const size = count < 10 ? 36 : count < 100 ? 42 : 50;
    return new this.Icon({
      className: "cluster",
      html: `<span>${count}</span>`,
      iconSize: [size, size],
      label: this.words.cluster.replace("{count}", count),
    });
  }

  /** Add the places that are not there yet, some at a time: a slow phone must not stop. */
  async add(places) {
    const missing = places.filter(({ id }) => !this.markers.has(id));
    for (let start = 0; start < missing.length; start += AT_ONCE) {
      if (start) await new Promise((resolve) => setTimeout(resolve));
      // Another answer may have brought them while this one waited.
      const added = missing.slice(start, start + AT_ONCE).filter(({ id }) => !this.markers.has(id));
      for (const place of added) this.markers.set(place.id, this.markerOf(place));
      // The place that the page is about stands apart from any cluster.
      const [apart, others] = [true, false].map((isApart) =>
        added.filter(({ card }) => Boolean(card?.hidden) === isApart).map(({ id }) => this.markers.get(id)),
      );
      for (const marker of apart) marker.setZIndexOffset(1000).addTo(this.map);
      const opened = this.opened();
      this.group.addLayers(others);
      // Its marker may be in a cluster now.
      if (opened && !opened.isPopupOpen()) this.open(opened.place);
    }
    this.map.fire("placesadded");
  }

  markerOf(place) {
    const { isUnsure, position } = place;
    const label = this.labelOf(place);
    const marker = L.marker(position, {
      icon: new this.Icon({
        className: isUnsure ? "marker is-unsure" : "marker",
        iconSize: [SIZE, SIZE],
        popupAnchor: [0, -SIZE / 2],
        label,
        // Drawn when it is first seen: of ten thousand places few are.
        html: "",
      }),
      title: label,
      riseOnHover: true,
    });
    marker.place = place;
    marker.on("add", ({ target: { _icon: icon } }) => {
      if (icon.firstChild) return;
      icon.dataset.id = place.id;
      icon.append(markerIcon(place));
      icon.addEventListener("focus", () => this.onHighlight(place));
      icon.addEventListener("blur", () => this.onHighlight(null));
    });
    marker.on("mouseover", () => {
      this.pointedAt = marker;
      this.onHighlight(place);
    });
    // What goes into a cluster under the mouse is left without a word.
    marker.on("mouseout remove", () => {
      if (this.pointedAt !== marker) return;
      this.pointedAt = undefined;
      this.onHighlight(null);
    });
    bindPopup(marker, this.map, this.words, this.details);
    marker.on("popupopen", () => this.onHighlight(place));
    marker.on("popupclose", () => this.leavePopup(marker));
    return marker;
  }

  /** What a marker is called; with the distance, if it has one. */
  labelOf({ name, detail, isUnsure }, distance) {
    return [name, detail, distance, isUnsure && this.words.askFirst].filter(Boolean).join(", ");
  }

  name(marker, distance) {
    const label = this.labelOf(marker.place, distance);
    for (const attribute of ["title", "aria-label"]) marker._icon.setAttribute(attribute, label);
  }

  /** The markers and clusters that are drawn, in the view or near it. */
  shown() {
    const shown = [];
    this.map.eachLayer((layer) => {
      if (layer instanceof L.Marker && layer.options.interactive) shown.push(layer);
    });
    return shown;
  }

  /** The marker whose popup is open. */
  opened() {
    return [...this.markers.values()].find((marker) => marker.isPopupOpen());
  }

  enterPopup(popup) {
    popup.getElement().querySelector(".leaflet-popup-close-button")
      ?.setAttribute("aria-label", this.words.close);
    // A keyboard user’s focus moves into the popup.
    if (document.activeElement?.matches(`.leaflet-marker-icon${FOCUSED}`)) {
      popup.getElement().querySelector("a")?.focus({ preventScroll: true });
    }
  }

  leavePopup(marker) {
    this.onHighlight(null);
    if (!marker.getPopup().getElement()?.contains(document.activeElement)) return;
    // The marker may be in a cluster by now.
    const icon = this.group.getVisibleParent(marker)?._icon ?? marker._icon;
    (icon ?? this.map.getContainer()).focus({ preventScroll: true });
  }

  /** Show the marker of a place and what it says, out of its cluster if need be. */
  open(place) {
    const marker = this.markers.get(place.id);
    this.group.zoomToShowLayer(marker, () => {
      marker.openPopup();
      marker.getPopup().getElement()?.querySelector("a").focus({ preventScroll: true });
    });
  }

  /** Mark the marker of a place, or the cluster that it is in; of none with null. */
  highlight(place) {
    this.highlighted?.classList.remove("is-highlighted");
    const marker = place && this.markers.get(place.id);
    this.highlighted = marker && this.group.getVisibleParent(marker)?._icon;
    this.highlighted?.classList.add("is-highlighted");
  }

  /** Give the focus to a marker that was in a cluster, when the zooming is over. */
  focusNear(cluster) {
    if (this.focusSoon) this.group.off("animationend spiderfied", this.focusSoon);
    this.focusSoon = (event) => {
      this.group.off("animationend spiderfied", this.focusSoon);
      // What was in the cluster fills the view by now, or lies around it.
      const there = event?.type === "spiderfied"
        ? this.map.latLngToContainerPoint(cluster.getLatLng())
        : this.map.getSize().divideBy(2);
      // Where Leaflet puts the icons: on the screen they may still be on their way.
      const centre = this.map.containerPointToLayerPoint(there);
      const distance = (icon) => centre.distanceTo(L.DomUtil.getPosition(icon));
      const icons = [...this.map.getPane("markerPane").querySelectorAll(".leaflet-marker-icon[role=button]")];
      icons.sort((one, other) => distance(one) - distance(other))[0]?.focus();
    };
    // Without animations all is over by now.
    if (this.map.hasLayer(cluster)) this.group.on("animationend spiderfied", this.focusSoon);
    else this.focusSoon();
  }

  /** The places in the view, those nearest to its centre first. */
  inView() {
    const bounds = this.map.getBounds();
    const centre = this.map.getCenter();
    return [...this.markers.values()]
      .filter((marker) => bounds.contains(marker.getLatLng()))
      .map((marker) => ({ ...marker.place, metres: centre.distanceTo(marker.getLatLng()) }))
      .sort((one, other) => one.metres - other.metres);
  }
}

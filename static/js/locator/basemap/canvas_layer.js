/** A Leaflet layer that is one canvas, as sharp as the screen. */

// The canvas reaches beyond the map's edges, for the eye that drags it.
const MARGIN = 0.25;

/**
 * A layer that `draw(pen, view)` paints, again after each move.
 *
 * `view` says at which `zoom`; and in pixels of the map's element, which `size` it has,
 * where the world's north-western `corner` is, and which `bounds` to paint. Leaflet, which is `L`, is
 * loaded before this is called.
 */
export function canvasLayer({ draw, language, ...options }) {
  const CanvasLayer = L.Layer.extend({
    options,

    onAdd() {
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", this.getPane());
      // Languages that share letters write some of them in different ways.
      if (language) this.canvas.lang = language;
      this.redraw();
    },

    onRemove() {
      this.canvas.remove();
    },

    getEvents() {
      return {
        moveend: this.redraw,
        resize: this.redraw,
        zoom: () => this.follow({ center: this._map.getCenter(), zoom: this._map.getZoom() }),
        zoomanim: this.follow,
      };
    },

    redraw() {
      const map = this._map;
      const size = map.getSize();
      const margin = size.multiplyBy(MARGIN).round();
      const start = margin.multiplyBy(-1);
      const density = window.devicePixelRatio || 1;
      const { canvas } = this;
      const whole = size.add(margin.multiplyBy(2));
      canvas.width = whole.x * density;
      canvas.height = whole.y * density;
      canvas.style.width = `${whole.x}px`;
      canvas.style.height = `${whole.y}px`;
      L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint(start));
      this.start = map.containerPointToLatLng(start);
      this.zoom = map.getZoom();

      const pen = canvas.getContext("2d");
      pen.scale(density, density);
      pen.translate(margin.x, margin.y);
      draw(pen, {
        zoom: this.zoom,
        size,
        corner: map.getPixelBounds().min.multiplyBy(-1),
        bounds: L.bounds(start, size.add(margin)),
      });
    },

    /** Grow or shrink with the map, until it stands still and is drawn again. */
    follow({ center, zoom }) {
      const scale = this._map.getZoomScale(zoom, this.zoom);
      const start = this._map._latLngToNewLayerPoint(this.start, zoom, center);
      L.DomUtil.setTransform(this.canvas, start, scale);
    },
  });
  return new CanvasLayer();
}

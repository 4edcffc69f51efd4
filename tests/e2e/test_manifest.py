"""The site as an app: what its manifest says, as a browser understands it."""

import json

import pytest

from tests.helpers.browser.visiting import LANGUAGES, go_to

# How wide and high a picture is, and how far from its middle anything is drawn that is
# not of the colour of its corner, as a part of its width.
MEASURE = """async (address) => {
  const bitmap = await createImageBitmap(await (await fetch(address)).blob());
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const reach = [...pixels.keys()]
    .filter((pixel) => pixels[pixel] !== pixels[0])
    .map((pixel) => [pixel % width + 0.5, Math.floor(pixel / width) + 0.5])
    .map(([x, y]) => Math.hypot(x - width / 2, y - height / 2) / width);
  return { width, height, reach: reach.reduce((one, other) => Math.max(one, other)) };
}"""


@pytest.fixture
def page(tab):
    return tab


def manifest_of(page):
    """Return what the browser has read, its mistakes and the manifest."""
    cdp = page.context.new_cdp_session(page)
    answer = cdp.send("Page.getAppManifest")
    cdp.detach()
    return answer["errors"], json.loads(answer["data"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_can_be_kept_as_an_app(page, site, language):
    go_to(page, site, language, "home")

    errors, manifest = manifest_of(page)

    assert errors == []
    assert manifest["display"] == "standalone"
    assert (manifest["start_url"], manifest["scope"]) == ("/", "/")
    assert manifest["short_name"] == "kztopup"


def test_icons_have_the_sizes_that_the_manifest_says(page, site):
    go_to(page, site, "en", "home")
    _errors, manifest = manifest_of(page)

    found = {}
    for icon in manifest["icons"]:
        picture = page.evaluate(MEASURE, icon["src"])
        size = f"{picture['width']}x{picture['height']}"
        assert size == icon["sizes"], icon
        found[icon["purpose"], size] = picture["reach"]

    sizes = ["192x192", "512x512"]
    assert {*found} == {(one, size) for one in ("any", "maskable") for size in sizes}
    # A phone may cut off what is outside a circle of four fifths.
    assert all(found["maskable", size] <= 0.4 for size in sizes)

"""
Draw the icons of the site and the pictures of shared links into `static/`.

Chromium draws them, from the mark of the pages and `share.html`, in each language of
the site. They are kept beside the code: nobody needs a browser or fonts to serve them.
"""

import os
import struct
import zlib
from base64 import b64encode
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parent
STATIC = FOLDER.parent.parent / "static"
TAB, PAPER, GROUND = "#0e86ad", "#fff", "#005a78"

# How white each pixel is: the ground has no red.
REDS = """async (picture) => {
  const bitmap = await createImageBitmap(await (await fetch(picture)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  return Array.from({ length: data.length / 4 }, (_, pixel) => data[pixel * 4]);
}"""


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "kztopup.settings"
    django.setup()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=["--no-sandbox"]
        )
        page = browser.new_page()
        draw_icons(page)
        draw_share_images(page)
        browser.close()


def draw_icons(page):
    sizes = [16, 32, 48]
    pictures = [draw(page, size, size, icon(size, TAB)) for size in sizes]
    (STATIC / "root" / "favicon.ico").write_bytes(ico(sizes, pictures))
    # A phone rounds the corners itself and makes what is transparent black.
    picture = draw(page, 180, 180, icon(180, PAPER, GROUND, margin=34))
    (STATIC / "root" / "apple-touch-icon.png").write_bytes(picture)
    # Those of the web app manifest. What is maskable is cut to any shape, of which
    # only a circle of four fifths is sure.
    for size in (192, 512):
        picture = draw(page, size, size, icon(size, TAB))
        (STATIC / "img" / f"icon-any-{size}.png").write_bytes(picture)
        picture = draw(page, size, size, icon(size, PAPER, GROUND, margin=size // 4))
        (STATIC / "img" / f"icon-maskable-{size}.png").write_bytes(picture)


def draw_share_images(page):
    from django.conf import settings
    from django.template import Context, Template
    from django.utils import translation

    template = Template((FOLDER / "share.html").read_text())
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            html = template.render(Context({"language": language}))
        html = html.replace("SIM-", "SIM\N{NON-BREAKING HYPHEN}")
        picture = flat(page, draw(page, 1200, 630, html), 1200, 630, language)
        (STATIC / "img" / f"share-{language}.png").write_bytes(picture)
        print(f"share-{language}.png: {len(picture)} bytes")


def draw(page, width, height, html):
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html)
    return page.screenshot(omit_background=True)


def icon(size, colour, ground="transparent", margin=0):
    from kztopup.templatetags.pages import MARK

    inner = size - 2 * margin
    return f"""<!doctype html>
        <body style="margin: 0; background: {ground}">
        <svg viewBox="0 0 16 16" width="{inner}" height="{inner}"
             style="display: block; margin: {margin}px">
        <path fill="{colour}" d="{MARK}"/></svg>"""


def flat(page, picture, width, height, language):
    """Return the picture as a PNG of 16 shades up to white, which names its words."""
    address = f"data:image/png;base64,{b64encode(picture).decode()}"
    reds = page.evaluate(REDS, address)
    shades = [round(red / 17) for red in reds]
    rows = b""
    for start in range(0, width * height, width):
        row = shades[start : start + width]
        pairs = zip(row[::2], row[1::2], strict=True)
        rows += b"\0" + bytes(left << 4 | right for left, right in pairs)
    # By these a test finds out when the texts of the site have changed since.
    words = "\n".join(page.locator("h1, h1 + p").all_inner_texts())
    words = words.replace("\N{NON-BREAKING HYPHEN}", "-")
    ground = bytes.fromhex(GROUND[1:])
    palette = bytes(
        round(part + (255 - part) * shade / 15)
        for shade in range(16)
        for part in ground
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
            chunk(b"PLTE", palette),
            chunk(b"IDAT", zlib.compress(rows, 9)),
            chunk(b"iTXt", f"Title\0\0\0{language}\0\0{words}".encode()),
            chunk(b"IEND", b""),
        ]
    )


def chunk(kind, content):
    """Return a part of a PNG file: its length, kind, content and checksum."""
    checksum = zlib.crc32(kind + content)
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
    )


def ico(sizes, pictures):
    """Return a file of icons: a head, a row for each picture, the pictures as PNG."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    start = len(head) + 16 * len(pictures)
    rows = b""
    for size, picture in zip(sizes, pictures, strict=True):
        rows += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return head + rows + b"".join(pictures)


if __name__ == "__main__":
    main()

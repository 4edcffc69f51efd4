import html
import re
import struct
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation
from django.utils.translation import gettext
from lxml import etree

from tests.helpers.factories import make_site
from tests.helpers.pages import parse
from tests.helpers.static_files import STATIC, collect, hashed

LANGUAGES = [code for code, _name in settings.LANGUAGES]
HASHED = re.compile(r"\.[0-9a-f]{12}\.")
# An import, an export from or an import() of another file, with or without its end.
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{0,2}/[^"']+)["']""")
ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)""")


def collected_from(files, folder):
    """A few files of a test's own, given as {name: text}, collected."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name, text in files.items():
        (source / name).write_text(text)
    return collect([source], folder / "target")


def unhashed_imports(storage, names):
    """The imports of the modules that lead to a name without a hash."""
    return [
        (name, address)
        for name in names
        for address in IMPORT.findall(read(storage, name))
        if not HASHED.search(address)
    ]


def read(storage, name):
    """The file as it is served."""
    return (Path(storage.location) / storage.stored_name(name)).read_text()


def ours(suffix):
    return sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob(suffix))


def test_our_modules_import_each_other():
    """Else the next test would find nothing wrong in nothing."""
    imports = [
        name for name in ours("*.js") if IMPORT.search((STATIC / name).read_text())
    ]

    assert "js/locator/map.js" in imports


def test_every_import_of_a_module_is_hashed(collected):
    assert unhashed_imports(collected, ours("*.js")) == []


def test_every_import_leads_to_a_file(collected):
    for name in ours("*.js"):
        folder = (Path(collected.location) / name).parent
        for address in IMPORT.findall(read(collected, name)):
            assert (folder / address).resolve().is_file(), (name, address)


def test_an_import_without_its_semicolon_would_be_found(tmp_path):
    files = {
        "good.js": 'import { x } from "./other.js";\nx();\n',
        "bad.js": 'import { x } from "./other.js"\nx()\n',
        "other.js": "export const x = () => {};\n",
    }

    storage = collected_from(files, tmp_path)

    assert unhashed_imports(storage, files) == [("bad.js", "./other.js")]


def test_a_changed_module_changes_the_names_of_those_that_import_it(tmp_path):
    def name_of(word):
        files = {
            "page.js": 'import { x } from "./other.js";\nx();\n',
            "other.js": f'export const x = () => "{word}";\n',
        }
        return collected_from(files, tmp_path / word).stored_name("page.js")

    assert name_of("one") != name_of("two")


def test_every_address_in_a_stylesheet_is_hashed_and_there(collected):
    for name in [*ours("*.css"), "leaflet/leaflet.css"]:
        folder = (Path(collected.location) / name).parent
        for address in ADDRESS.findall(read(collected, name)):
            if address.startswith(("data:", "#")):
                continue
            assert HASHED.search(address), (name, address)
            assert (folder / address).resolve().is_file(), (name, address)


def test_leaflets_images_are_hashed_in_its_stylesheet(collected):
    assert re.search(
        r"url\([^)]*layers\.[0-9a-f]{12}\.png", read(collected, "leaflet/leaflet.css")
    )


@pytest.mark.parametrize(
    "name",
    [
        "leaflet/leaflet.js",
        "leaflet/leaflet.extras.js",
        "leaflet/leaflet.css",
        "leaflet/images/marker-icon.png",
        "leaflet/images/marker-icon-2x.png",
        "leaflet/images/marker-shadow.png",
    ],
)
def test_leaflets_files_are_found(collected, name):
    assert finders.find(name)
    assert HASHED.search(collected.stored_name(name))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/favicon.ico", "image/x-icon"),
        ("/apple-touch-icon.png", "image/png"),
        *((f"/static/img/share-{code}.png", "image/png") for code in LANGUAGES),
    ],
)
def test_icons_are_small_and_kept_for_long(client, address, kind):
    response = client.get(address)

    assert response.status_code == 200
    assert response["Content-Type"] in (kind, "image/vnd.microsoft.icon")
    assert "max-age=2592000" in response["Cache-Control"]
    assert 0 < len(b"".join(response)) < 20_000


def test_icons_have_the_sizes_that_are_asked_for():
    icons = (STATIC / "root" / "favicon.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", icons)
    rows = [
        struct.unpack_from("<BBBBHHII", icons, 6 + 16 * row) for row in range(count)
    ]

    assert (reserved, kind) == (0, 1)
    assert [row[:2] for row in rows] == [(16, 16), (32, 32), (48, 48)]
    for *(width, height), _, _, _, _, size, start in rows:
        assert png_size(icons[start : start + size]) == (width, height)
    touch = (STATIC / "root" / "apple-touch-icon.png").read_bytes()
    assert png_size(touch) == (180, 180)


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_a_shared_link_has_the_size_that_pages_say(language):
    picture = (STATIC / "img" / f"share-{language}.png").read_bytes()

    assert png_size(picture) == (1200, 630)


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_a_shared_link_has_the_words_of_the_site(language):
    picture = (STATIC / "img" / f"share-{language}.png").read_bytes()

    words = picture.partition(b"iTXtTitle\0")[2].split(b"IEND")[0]
    with translation.override(language):
        headline = gettext("Top up a Kazakhstan SIM")
        sentence = gettext("Which way works for you, and where the nearest place is")
    # Else: `make images`.
    assert f"{headline}\n{sentence}".encode() in words


def png_size(picture):
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack_from(">II", picture, 16)


@pytest.mark.django_db
def test_the_icon_of_a_tab_stands_in_the_page(client):
    answer = client.get("/en/")

    [address] = parse(answer).xpath("//link[@rel='icon']/@href")
    kind, _comma, picture = address.partition(",")
    assert kind == "data:image/svg+xml"
    assert etree.fromstring(unquote(picture)).tag == "{http://www.w3.org/2000/svg}svg"
    # Without this the browser would not show it.
    assert re.search("img-src [^;]*data:", answer["Content-Security-Policy"])


@pytest.mark.parametrize(
    "name",
    [name for name in ours("*.css") + ours("*.js") if name[:3] in ("css", "js/")],
)
def test_our_files_are_served_without_comments(collected, name):
    source = (STATIC / name).read_text()
    served = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", read(collected, name))

    assert squeezed(served) == squeezed("".join(code_of(source)))
    assert len(served) < len(source)


def squeezed(text):
    """The text without white space, and without a semicolon at the end of a block."""
    return "".join(text.split()).replace(";}", "}")


def code_of(text):
    """Yield the lines that are neither empty nor of a comment."""
    is_in_comment = False
    for line in map(str.strip, text.splitlines()):
        is_in_comment = is_in_comment or line.startswith("/*")
        if line and not is_in_comment and not line.startswith("//"):
            yield line
        if line.endswith("*/"):
            is_in_comment = False


def test_text_is_compressed_beside_itself(collected):
    for name in ("css/site.css", "js/locator/map.js", "leaflet/leaflet.js"):
        file = Path(collected.location) / collected.stored_name(name)
        plain = file.stat().st_size
        for suffix in (".br", ".gz"):
            assert file.with_name(file.name + suffix).stat().st_size < plain


@pytest.mark.django_db
def test_every_file_a_page_names_is_hashed_and_there(collected, client):
    site = make_site()

    named = set()
    with hashed(collected.location):
        for path in site.values():
            # Those of the map stand in JSON.
            text = html.unescape(client.get(f"/en/{path}").text)
            named |= set(re.findall(r'"/static/([^"]*)"', text))

    assert len(named) >= 8
    for name in named:
        assert HASHED.search(name)
        assert (Path(collected.location) / name).is_file()

"""What `make lighthouse` installs, and from where."""

import json
import re

from tests.helpers.browser.serving import ROOT
from tools.lighthouse.__main__ import NEEDS_A_PUBLIC_ADDRESS, NOT_MEANT, PAGES

FOLDER = ROOT / "tools" / "lighthouse"


def read(name):
    return json.loads((FOLDER / name).read_text())


def test_all_packages_come_from_the_public_registry():
    packages = read("package-lock.json")["packages"]
    hosts = {
        package["resolved"].split("/")[2] for path, package in packages.items() if path
    }

    assert hosts == {"registry.npmjs.org"}
    assert all(package["integrity"] for path, package in packages.items() if path)


def test_lighthouse_is_of_one_version():
    [(name, version)] = read("package.json")["dependencies"].items()

    assert name == "lighthouse"
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    locked = read("package-lock.json")["packages"]["node_modules/lighthouse"]
    assert locked["version"] == version


def test_readme_names_what_is_not_asked():
    readme = (ROOT / "README.md").read_text()

    for audit in NEEDS_A_PUBLIC_ADDRESS + sum(NOT_MEANT.values(), []):
        assert f"`{audit}`" in readme
    assert NOT_MEANT.keys() <= PAGES.keys()

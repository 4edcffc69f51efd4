"""The rules that keep the code easy to find one's way in."""

import ast
import re
from graphlib import TopologicalSorter

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
APPS = ["kztopup", "locator", "guides"]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def imported_by(module):
    """The modules of the site that a module imports, wherever it does."""
    for node in ast.walk(ast.parse(MODULES[module].read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                for found in (f"{node.module}.{name.name}", f"{node.module}.__init__"):
                    if found in MODULES:
                        yield found
            if node.module in MODULES:
                yield node.module


IMPORTS = {module: set(imported_by(module)) - {module} for module in MODULES}

MAY_NOT_IMPORT = [
    ("kztopup.lib", "", "kztopup.lib"),
    ("locator", "guides", None),
    ("locator", "kztopup", "kztopup.lib"),
    ("guides", "kztopup", "kztopup.lib"),
    ("locator.geo", "locator.search", None),
    ("locator.open_data", "locator.imports", None),
    ("locator.models", "locator", "locator.models locator.geo locator.hours"),
]

# What a module says in words, tags and filters may say too; not the other way round.
TAGS = [f"{app}.templatetags" for app in APPS]


def is_in(module, package):
    return not package or module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize(("package", "other", "but"), MAY_NOT_IMPORT)
def test_a_package_does_not_import_what_stands_above_it(package, other, but):
    found = [
        (module, imported)
        for module in MODULES
        if is_in(module, package)
        for imported in IMPORTS[module]
        if is_in(imported, other)
        and not any(is_in(imported, allowed) for allowed in (but or "-").split())
    ]

    assert found == []


@pytest.mark.parametrize("tags", TAGS)
def test_only_tags_import_tags(tags):
    others = [
        one for one in MODULES if not any(is_in(one, package) for package in TAGS)
    ]

    assert [one for one in others if any(is_in(m, tags) for m in IMPORTS[one])] == []


def test_modules_import_each_other_in_no_circle():
    TopologicalSorter(IMPORTS).prepare()


def test_no_package_is_a_heap():
    packages = {path.parent for path in MODULES.values()}
    sizes = {
        str(package.relative_to(ROOT)): len(list(package.glob("[!_]*.py")))
        for package in packages
    }

    assert {package: size for package, size in sizes.items() if size > 14} == {}


@pytest.mark.parametrize("folder", [*APPS, "tests", "tools"])
def test_no_module_is_longer_than_400_lines(folder):
    long = [
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*.py")
        if len(path.read_text().splitlines()) > 400
    ]

    assert long == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_lines_that_can_be_read(path):
    assert [line for line in path.read_text().splitlines() if len(line) > 120] == []


INCLUDE = re.compile(r'{% include "([^"]+)"')


def depth(name):
    """How deep parts are nested in a template: 0 without any."""
    parts = INCLUDE.findall((ROOT / "templates" / name).read_text())
    return max((1 + depth(part) for part in parts), default=0)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_parts_of_a_template_are_at_most_three_deep(path):
    assert depth(path.relative_to(ROOT / "templates")) <= 3

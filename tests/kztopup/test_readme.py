"""What the README says of the project is so."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()

VARIABLE_READ = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')
VARIABLE_IN_EXAMPLE = re.compile(r"^#? ?([A-Z_]+)=(.*)$", re.MULTILINE)
VARIABLE_IN_TABLE = re.compile(r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? *\|", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)
PATH_IN_LAYOUT = re.compile(r"^(  )?([\w./*-]+)  ", re.MULTILINE)
TARGET_NAMED = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
LOCAL_LINK = re.compile(r'(?: src="|\w\]\()(?!https?:)([^)"]+)')


def in_example():
    return dict(VARIABLE_IN_EXAMPLE.findall((ROOT / ".env.example").read_text()))


def test_table_of_variables_is_the_example():
    assert dict(VARIABLE_IN_TABLE.findall(README)) == in_example()


def test_example_has_the_variables_that_are_read():
    code = [ROOT / "kztopup/settings.py", ROOT / "gunicorn.conf.py"]
    read = {name for path in code for name in VARIABLE_READ.findall(path.read_text())}
    assert set(in_example()) == read


def test_every_target_named_is_in_the_makefile():
    named = set(TARGET_NAMED.findall(README))
    assert {"run", "test", "help"} <= named
    assert named <= set(TARGET.findall((ROOT / "Makefile").read_text()))


def test_everything_in_the_layout_exists():
    layout = README.partition("## Layout")[2].split("```")[1]
    folder, paths = "", []
    for indent, path in PATH_IN_LAYOUT.findall(layout):
        paths.append(f"{folder}{path}" if indent else path)
        folder = folder if indent else path
    assert len(paths) >= 10
    assert [path for path in paths if not list(ROOT.glob(path))] == []


def test_every_file_linked_exists():
    links = LOCAL_LINK.findall(README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_changelog_begins_with_the_newest_entry():
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    days = [heading for heading in headings if heading != "Unreleased"]
    assert headings[0] == "Unreleased" or headings == days
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
    assert days == sorted(days, reverse=True)

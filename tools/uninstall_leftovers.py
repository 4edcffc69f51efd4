"""Uninstall from this Python's .venv what the requirements no longer name."""

import re
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

NAME = re.compile(r"^[\w.-]+(?=\[|==)", re.MULTILINE)


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


named = {
    canonical(name)
    for path in Path().glob("requirements*.txt")
    for name in NAME.findall(path.read_text())
}
installed = {canonical(package.name) for package in distributions()}
leftovers = installed - named - {"pip", "setuptools", "wheel"}
if leftovers:
    print("No longer required:", *sorted(leftovers))
    command = [sys.executable, "-m", "pip", "uninstall", "--quiet", "--yes"]
    sys.exit(subprocess.call([*command, *leftovers]))

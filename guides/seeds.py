"""What is shipped: the texts of `guides/content`, and all of `locator/data`."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import translation

from guides.models import (
    Guide,
    Need,
    NetworkNote,
    Operator,
    Prefix,
    Question,
    ShortCode,
    Source,
    Step,
)
from locator.seeds import files
from locator.seeds.files import FACT
from locator.seeds.merge import ContentProblems, Record, merge, read_toml_folder
from locator.seeds.save import Report
from locator.seeds.schema import Schema

FOLDER = Path(__file__).resolve().parent / "content"

PREFIX = Schema("prefix", Prefix, label=("digits",), fields=("digits", *FACT))

CODE = Schema(
    "code",
    ShortCode,
    label=("purpose", "code"),
    fields=("purpose", "code", *FACT),
    texts=("note",),
    in_full=("note",),
)

OPERATOR = Schema(
    "operator",
    Operator,
    key="brand",
    fields=("network", "support_phone", "source_url", "checked_on"),
    texts=("owner", "app", "note"),
    in_full=("owner", "app", "note"),
    references={"brand": "slug"},
    children={"prefixes": ("prefixes", PREFIX), "codes": ("codes", CODE)},
)

STEP = Schema(
    "step",
    Step,
    fields=("place_kind", "codes_for"),
    texts=("title", "text"),
    in_full=("title", "text"),
    is_ordered=True,
    has_position=True,
)

SOURCE = Schema("source", Source, fields=("url", "checked_on"), is_ordered=True)

GUIDE = Schema(
    "guide",
    Guide,
    key="slug",
    fields=("channel", "position", "original_language", "reviewed_on"),
    texts=("title", "summary", "short", "intro", "outro"),
    in_full=("title", "summary", "short", "intro", "outro"),
    many={"operators": "brand__slug"},
    children={"steps": ("steps", STEP), "sources": ("sources", SOURCE)},
    at_first={"status": Guide.Status.PUBLISHED},
)

NETWORK_NOTE = Schema(
    "network",
    NetworkNote,
    label=("network",),
    fields=("network", *FACT),
    texts=("text",),
    in_full=("text",),
)

NEED = Schema(
    "need",
    Need,
    key="slug",
    fields=("position",),
    texts=("title", "text"),
    in_full=("title", "text"),
    children={"networks": ("networks", NETWORK_NOTE)},
)

QUESTION = Schema(
    "question",
    Question,
    key="slug",
    fields=("position", "language"),
    texts=("text", "answer"),
    in_full=("text", "answer"),
    at_first={"status": Question.Status.PUBLISHED},
)


def load_content(
    locator_folder: Path = files.FOLDER, guides_folder: Path = FOLDER
) -> Report:
    """
    Merge all shipped files into the database; return what was done.

    All or nothing: raises ContentProblems with every problem of every file.
    """
    report = Report()
    # The column without a language takes the language that is active.
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        files.load(locator_folder, report)
        operators = read_toml_folder(guides_folder / "operators", OPERATOR, report)
        merge(OPERATOR, operators, report)
        guides = read_toml_folder(guides_folder / "guides", GUIDE, report)
        merge(GUIDE, list(map(with_position, guides)), report)
        for folder, schema in [("needs", NEED), ("questions", QUESTION)]:
            records = read_toml_folder(guides_folder / folder, schema, report)
            merge(schema, records, report)
        if report.problems:
            raise ContentProblems(report.problems)
    return report


def with_position(guide: Record) -> Record:
    """A guide without a position stands where its channel does, from 1."""
    channels = Guide.Channel.values
    channel = guide.values.get("channel")
    if guide.values.get("position") or channel not in channels:
        return guide
    return guide._replace(
        values=guide.values | {"position": channels.index(channel) + 1}
    )

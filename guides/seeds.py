"""The shipped data: the texts of `guides/content`, and all of `locator/data`."""

from dataclasses import replace
from pathlib import Path

from guides.models import (
    AnswerSource,
    Guide,
    Need,
    NetworkNote,
    Operator,
    OperatorFact,
    Prefix,
    Question,
    ShortCode,
    Source,
    Step,
)
from locator.seeds import files as locator_files
from locator.seeds.files import FACT
from locator.seeds.read import SeedFiles
from locator.seeds.save import Report, save
from locator.seeds.schema import Schema, register

FOLDER = Path(__file__).resolve().parent / "content"

PREFIX = Schema(Prefix, parent="operator", label=("digits",), fields=("digits", *FACT))

CODE = Schema(
    ShortCode,
    parent="operator",
    label=("purpose", "code"),
    fields=("purpose", "code", *FACT),
    texts=("note",),
    is_in_full=True,
)

OPERATOR_FACT = Schema(
    OperatorFact,
    parent="operator",
    label=("text_en",),
    fields=FACT,
    texts=("text",),
    is_in_full=True,
    is_ordered=True,
)

OPERATOR = register(
    Schema(
        Operator,
        key="brand",
        fields=("network", "support_phone", "source_url", "checked_on"),
        texts=("owner", "app"),
        is_in_full=True,
        references={"brand": "slug"},
        children={"prefixes": PREFIX, "codes": CODE, "facts": OPERATOR_FACT},
    )
)

STEP = Schema(
    Step,
    parent="guide",
    label=("title_en",),
    fields=("place_kind", "codes_for"),
    texts=("title", "text"),
    is_in_full=True,
    is_ordered=True,
)

SOURCE = Schema(
    Source,
    parent="guide",
    label=("url",),
    fields=("url", "checked_on"),
    texts=("title",),
    is_in_full=True,
)

GUIDE = register(
    Schema(
        Guide,
        key="slug",
        fields=("channel", "position", "original_language", "reviewed_on"),
        texts=("title", "summary", "short", "intro", "outro"),
        is_in_full=True,
        many={"operators": "brand__slug"},
        children={"steps": STEP, "sources": SOURCE},
        at_first={"status": Guide.Status.PUBLISHED},
    )
)

NETWORK_NOTE = Schema(
    NetworkNote,
    parent="need",
    label=("network",),
    fields=("network", *FACT),
    texts=("text",),
    is_in_full=True,
)

NEED = register(
    Schema(
        Need,
        key="slug",
        fields=("position",),
        texts=("title", "text"),
        is_in_full=True,
        children={"networks": NETWORK_NOTE},
    )
)

ANSWER_SOURCE = replace(SOURCE, model=AnswerSource, parent="question")

QUESTION = register(
    Schema(
        Question,
        key="slug",
        fields=("position", "language"),
        texts=("text", "answer"),
        is_in_full=True,
        children={"sources": ANSWER_SOURCE},
        at_first={"status": Question.Status.PUBLISHED},
    )
)


def load_content(
    locator_folder: Path = locator_files.FOLDER, guides_folder: Path = FOLDER, **options
) -> Report:
    """
    Merge all shipped files into the database; return what was done.

    All or nothing: raises ContentProblems with every problem of every file.
    """
    files = SeedFiles()
    locator_files.read(files, locator_folder)
    folders = {
        "operators": OPERATOR,
        "guides": GUIDE,
        "needs": NEED,
        "questions": QUESTION,
    }
    for folder, schema in folders.items():
        files.read_folder(guides_folder / folder, schema)
    for guide in files.records[GUIDE.name]:
        set_position(guide.values)
    return save(files, **options)


def set_position(guide) -> None:
    """Let a guide without a position stand where its channel does, from 1."""
    channels = Guide.Channel.values
    if not guide["position"] and guide["channel"] in channels:
        guide["position"] = channels.index(guide["channel"]) + 1

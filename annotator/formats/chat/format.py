"""Chat fine-tuning: JSON lines of messages, as those who offer models take them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.domain.errors import ExportFailed
from annotator.formats.base import Layout, Option
from annotator.formats.carrying import tell_uncarried
from annotator.formats.chat.prompt import system_prompt
from annotator.formats.chat.writer import ChatWriter
from annotator.formats.common.json_records import json_line
from annotator.formats.common.own_fields import CARRIED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.formats.base import Export, Output, Part

CHARACTERS_A_TOKEN = 4
"""An estimate for English; other scripts have fewer, so a piece of them has more tokens."""

TOKENS = Option(
    "tokens",
    "Longest piece, in tokens",
    "2000",
    help="Four characters count as one token. Longer articles are cut between paragraphs,"
    " else sentences, never within a span.",
)


class Chat:
    """A line a piece of a document; beside it, by the same lines, where its spans stand."""

    name = "chat"
    title = "Chat fine-tuning"
    purpose = (
        "Teaches language models by example: a conversation for each piece of an article, "
        "its spans the answer."
    )
    extensions: tuple[str, ...] = (".jsonl",)
    layout = Layout.FILE
    carries = replace(CARRIED, exact=True)
    options: tuple[Option, ...] = (TOKENS,)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """Both files line by line; memory holds one document at a time."""
        writer = ChatWriter(
            system_prompt(export.scheme),
            _tokens(export.option(TOKENS)) * CHARACTERS_A_TOKEN,
            export.lost,
        )
        for part in parts:
            with (
                output.open(f"{part.name}.jsonl") as stream,
                output.open(f"{part.name}.offsets.jsonl") as offsets,
            ):
                for annotated in part.documents:
                    tell_uncarried(annotated, self.title, self.carries, export.lost)
                    for one in writer.conversations(annotated):
                        stream.write(json_line(one.messages))
                        offsets.write(json_line(one.offsets))


def _tokens(text: str) -> int:
    if not text.isdecimal() or not 0 < len(text) < 10 or int(text) == 0:
        raise ExportFailed(f"“{text}” is no number of tokens; write one, as 2000.")
    return int(text)

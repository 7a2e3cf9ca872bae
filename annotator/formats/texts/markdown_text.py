"""Markdown to the text a reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class PlainMarkdown:
    """A Markdown file taken apart.

    text: a paragraph, heading, list item or table row a line.
    heading: the first heading of the highest level that is there, or "".
    front_matter: its YAML, or "".
    """

    text: str
    heading: str
    front_matter: str


def plain_text(source: str) -> PlainMarkdown:
    """Reads Markdown whose line ends are "\\n"."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)
    renderer = _Renderer()
    for token in parser.parse(source):
        renderer.take(token)
    return PlainMarkdown(
        "\n".join(renderer.lines), min(renderer.headings)[2], renderer.front_matter
    )


class _Renderer:
    """Collects the lines of a stream of block tokens."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        # level, order, text; the last resort sorts behind every real one
        self.headings: list[tuple[int, int, str]] = [(7, 0, "")]
        self.front_matter = ""
        self._lists: list[int | None] = []
        self._prefix = ""
        self._cells: list[str] | None = None
        self._level = 0

    def take(self, token: Token) -> None:
        match token.type:
            case "front_matter":
                self.front_matter = token.content
            case "heading_open":
                self._level = int(token.tag[1])
            case "heading_close":
                self._level = 0
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._open_item()
            case "list_item_close":
                self._prefix = ""
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._close_row()
            case "inline":
                self._inline(inline_text(token.children or ()))
            case "fence" | "code_block":
                self._add(token.content.strip("\n"))
            case "html_block":
                self._add(_without_tags(token.content))

    def _open_item(self) -> None:
        number = self._lists[-1]
        self._prefix = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def _close_row(self) -> None:
        cells, self._cells = self._cells or [], None
        self._add(" | ".join(cells))

    def _inline(self, text: str) -> None:
        if self._cells is not None:
            self._cells.append(text)
            return
        if self._level and text:
            self.headings.append((self._level, len(self.headings), " ".join(text.split())))
        self._add(text)

    def _add(self, text: str) -> None:
        if text.strip():
            self.lines.append(self._prefix + text)
            self._prefix = ""


def inline_text(tokens: Sequence[Token]) -> str:
    """What a run of inline tokens reads as: links give their text, images nothing."""
    parts = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "text_special":
                parts.append(token.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
    return "".join(parts).strip()


class _TagStripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self._silent <= 0:
            self.parts.append(data)


def _without_tags(markup: str) -> str:
    stripper = _TagStripper()
    stripper.feed(markup)
    stripper.close()
    lines = (" ".join(line.split()) for line in "".join(stripper.parts).split("\n"))
    return "\n".join(line for line in lines if line)

"""Rich text taken apart, group by group, without recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from annotator.domain.errors import UnreadableInput
from annotator.formats.office.paragraphs import BULLET
from annotator.formats.office.rich_text_lines import Lines
from annotator.formats.office.rich_text_words import (
    CHARSETS,
    INFO,
    MARKERS,
    SIGNS,
    UNSHOWN,
    codec_of_page,
    decoded,
)

DEEPEST = 10_000
"""Groups within groups; Word makes some twenty."""

MOST_TOKENS = 5_000_000
"""Words, groups and stretches of text; a long article has ten thousand."""

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # a word with its number
    rb"|\\'([0-9a-fA-F]{2})"  # a byte
    rb"|\\([^a-zA-Z])"  # a sign
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)",  # text
    re.DOTALL,
)
_DATE = re.compile(rb"\\creatim((?:\\[a-z]+\d+ ?)+)")
_SIGNS_BY_CHARACTER = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\n": "\n", b"\r": "\n"}
_LITERAL = (b"\\", b"{", b"}")
_TRANSPARENT = ("shpinst",)
_MOST_SKIPPED = 100


@dataclass(frozen=True, slots=True)
class Rich:
    """What a document says. lines: not tidied. info: its properties by their control words."""

    lines: list[str]
    info: dict[str, str]
    created: str


@dataclass(frozen=True, slots=True)
class _State:
    """What a group changes until it ends.

    goes_to: where its text does: "" into the document's, None nowhere, else by that name.
    opens: what its end closes: "note", "box", "marker", or "" for nothing.
    """

    codec: str
    skip: int = 1
    goes_to: str | None = ""
    hidden: bool = False
    opens: str = ""


def read_rich_text(data: bytes) -> Rich:
    """Raises UnreadableInput for groups or tokens without end."""
    reader = _Reader()
    position = tokens = 0
    while (found := _TOKEN.search(data, position)) and not reader.is_over:
        position = found.end() + reader.take(found)
        tokens += 1
        if tokens > MOST_TOKENS:
            raise UnreadableInput("It has control words without end; save its text as .txt.")
    return Rich(reader.finish(), reader.info, _created(data))


@dataclass(slots=True)
class _Reader:
    """Takes token after token."""

    info: dict[str, str] = field(default_factory=dict)
    is_over: bool = False
    _page: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = -1
    _state: _State = field(default_factory=lambda: _State("cp1252"))
    _stack: list[_State] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0
    _is_first: bool = False
    _is_optional: bool = False
    _marker: str = ""
    _opened: list[Lines] = field(default_factory=lambda: [Lines()])
    _notes: list[list[str]] = field(default_factory=list)

    def take(self, token: re.Match[bytes]) -> int:
        """How many bytes after the token belong to it."""
        word, number, byte, sign, brace, text = token.groups()
        if byte is not None:
            self._put_bytes(bytes.fromhex(byte.decode()))
        elif text is not None:
            self._put_bytes(text)
        elif sign is not None:
            self._sign(sign)
        elif brace is not None:
            self._brace(brace)
        elif word == b"bin":
            return max(0, int(number or b"0"))
        else:
            self._word(word.decode(), None if number is None else int(number))
        if brace != b"{" and sign != b"*":
            self._is_first = self._is_optional = False
        return 0

    def finish(self) -> list[str]:
        """All lines, those of the notes last."""
        self._flush()
        while self._stack:
            self._close_group()
        lines = self._opened[0].all()
        for number, (first, *rest) in enumerate(self._notes, 1):
            lines += [f"[{number}] {first.strip()}", *rest]
        return lines

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._to_skip = 0
        if brace == b"{":
            if len(self._stack) >= DEEPEST:
                raise UnreadableInput("Its groups are nested without end; save it anew.")
            self._stack.append(self._state)
            self._state = replace(self._state, opens="")
            self._is_first, self._is_optional = True, False
        elif self._stack:
            self._close_group()
            self.is_over = not self._stack

    def _close_group(self) -> None:
        opens = self._state.opens
        if opens == "note":
            self._notes.append(self._opened.pop().all())
        elif opens == "box":
            lines = self._opened.pop().all()
            self._opened[-1].add_after(lines)
        self._state = self._stack.pop()
        if opens == "marker":
            marker, self._marker = self._marker.strip(), ""
            is_number = any(map(str.isalnum, marker))
            self._put(f"{marker} " if is_number else BULLET)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._is_optional = self._is_first
        elif sign in _LITERAL:
            self._put_bytes(sign)
        elif sign in _SIGNS_BY_CHARACTER:
            self._put(_SIGNS_BY_CHARACTER[sign])

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        if self._is_first and self._begins(word):
            return
        state = self._state
        match word:
            case "u":
                self._put(chr((number or 0) & 0xFFFF))
                self._to_skip = state.skip
            case "uc":
                self._state = replace(state, skip=min(max(number or 0, 0), _MOST_SKIPPED))
            case "ansicpg":
                self._take_page(codec_of_page(number or 0))
            case "mac" | "pc" | "pca":
                self._take_page({"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word])
            case "f" | "fcharset":
                self._take_font(word, number or 0)
            case "v" | "deleted":
                self._state = replace(state, hidden=number != 0)
            case "plain":
                self._state = replace(state, hidden=False)
            case "par" | "sect" | "page" | "column" | "line":
                self._put("\n")
            case _ if state.goes_to == "" and not state.hidden:
                self._shape(word)

    def _shape(self, word: str) -> None:
        """Words that bear on the text that is shown."""
        lines = self._opened[-1]
        match word:
            case "intbl":
                lines.in_table = True
            case "pard":
                lines.in_table = False
            case "cell" | "nestcell":
                lines.end_cell()
            case "row" | "nestrow":
                lines.end_row()
            case _:
                self._put(SIGNS.get(word, ""))

    def _begins(self, word: str) -> bool:
        """Whether the word, the first of its group, says where the group's text goes."""
        state = self._state
        goes_to: str | None = None
        opens = ""
        if state.goes_to is None:
            return False
        if word == "footnote" and not state.hidden:
            self._put(f"[{len(self._notes) + 1}]")
            self._opened.append(Lines())
            goes_to, opens = "", "note"
        elif word in ("shptxt", "dptxbxtext"):
            self._opened.append(Lines())
            goes_to, opens = "", "box"
        elif word in MARKERS:
            goes_to, opens = "marker", "marker"
        elif word in INFO or word in ("info", "fonttbl"):
            goes_to = word
        elif word not in UNSHOWN and (not self._is_optional or word in _TRANSPARENT):
            return False
        self._state = replace(state, goes_to=goes_to, opens=opens)
        return True

    def _take_page(self, codec: str) -> None:
        self._page = codec
        self._state = replace(self._state, codec=codec)

    def _take_font(self, word: str, number: int) -> None:
        if self._state.goes_to == "fonttbl":
            if word == "f":
                self._font = number
            else:
                self._fonts[self._font] = CHARSETS.get(number, "")
        elif word == "f":
            self._state = replace(self._state, codec=self._fonts.get(number) or self._page)

    def _put_bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        if self._bytes:
            text = decoded(bytes(self._bytes), self._state.codec)
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        """Puts text where the group's goes; bytes that came before it are flushed."""
        if self._bytes:
            self._flush()
        state = self._state
        if not text or state.hidden:
            return
        if state.goes_to == "":
            self._opened[-1].add(text)
        elif state.goes_to == "marker":
            self._marker += text
        elif state.goes_to in INFO:
            self.info[state.goes_to] = self.info.get(state.goes_to, "") + text


def _created(data: bytes) -> str:
    """The time of \\creatim as ISO 8601, as precise as it is; "" if there is none."""
    found = _DATE.search(data)
    if found is None:
        return ""
    parts = {name: int(value) for name, value in re.findall(rb"\\([a-z]+)(\d{1,4})", found[1])}
    year, month, day = (parts.get(name, 0) for name in (b"yr", b"mo", b"dy"))
    if not (year and 1 <= month <= 12 and 1 <= day <= 31):
        return ""
    return f"{year:04}-{month:02}-{day:02}"

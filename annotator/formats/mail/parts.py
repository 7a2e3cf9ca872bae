"""Mails and what is built like them, taken apart by the standard library."""

from __future__ import annotations

import email
import email.policy
from email.header import decode_header
from email.utils import parseaddr
from typing import TYPE_CHECKING, cast

from annotator.domain.errors import UnreadableInput
from annotator.formats.common.decoding import decode
from annotator.formats.common.metadata_fields import field_text
from annotator.formats.office.paragraphs import visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

LARGEST_MAIL = 100_000_000
"""Bytes, attachments and pictures included. It takes some five times that in memory."""

MOST_PARTS = 5000
"""Parts of one part that are looked at."""

_DEEPEST = 100
_LONGEST_HEADER = 20_000


def mail_of(data: bytes) -> Message:
    """The message in a file's bytes. Raises UnreadableInput for what has no headers."""
    if len(data) > LARGEST_MAIL:
        raise UnreadableInput(
            f"It has more than {LARGEST_MAIL // 1_000_000} MB; save its text as .txt."
        )
    # saved by programs that put a line before the headers, or a mark before everything
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except Exception as error:  # the library raises what it likes on odd input
        raise UnreadableInput("It is damaged; save it anew.") from error
    if not message.keys():
        raise UnreadableInput("It is no mail, or a damaged one (it has no headers); save it anew.")
    return message


def header(message: Message, name: str) -> str:
    """A header in one line, decoded; "" if it is not there."""
    return field_text(visible(_decoded(_raw(message, name))))


def sender(message: Message) -> tuple[str, str]:
    """The name and the address in From."""
    name, address = parseaddr(_raw(message, "From"))
    return field_text(visible(_decoded(name))), field_text(visible(address))


def leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold no others, in their order; attached messages are whole.

    Raises UnreadableInput for parts within parts without end.
    """
    if depth > _DEEPEST:
        raise UnreadableInput("Its parts are nested without end; save its text as .txt.")
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield message
        return
    for part in cast("list[Message]", message.get_payload())[:MOST_PARTS]:
        yield from leaves(part, depth + 1)


def payload_of(part: Message) -> bytes:
    """The bytes of a part; b"" if there are none that can be unpacked."""
    try:
        payload = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - see mail_of()
        return b""
    return payload if isinstance(payload, bytes) else b""


def charset_of(part: Message) -> str:
    """The encoding that a part names; "" if none."""
    try:
        return part.get_content_charset() or ""
    except Exception:  # noqa: BLE001 - see mail_of()
        return ""


def file_name(part: Message) -> str:
    """The name a part is to be saved under; "" if it has none."""
    try:
        return field_text(visible(_decoded(part.get_filename() or "")))
    except Exception:  # noqa: BLE001 - see mail_of()
        return ""


def text_of(part: Message) -> str:
    """The text of a text part. Raises UnreadableInput if there is none."""
    return decode(payload_of(part), declared=charset_of(part))


def _raw(message: Message, name: str) -> str:
    """A header as it is written, on one line, bytes beyond ASCII read as UTF-8 or Western."""
    found = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    data = str(found)[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r", "").replace("\n", "")


def _decoded(text: str) -> str:
    """The text with its encoded words decoded."""
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
        return "".join(
            piece
            if isinstance(piece, str)
            else piece.decode(charset or "raw-unicode-escape", "replace")
            for piece, charset in pieces
        )
    except Exception:  # noqa: BLE001 - see mail_of()
        return text

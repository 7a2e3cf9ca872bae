"""Mails (.eml): newsletters, alerts, forwarded articles."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.common.metadata_fields import iso_time
from annotator.formats.mail.parts import (
    file_name,
    header,
    leaves,
    mail_of,
    payload_of,
    sender,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from annotator.formats.input_file import InputFile

_OLE = b"\xd0\xcf\x11\xe0"
_MOST_MESSAGES = 3
_ADDRESS = re.compile(r"https?://[^\s<>]+")
_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_UNTOLD = ("image", "audio", "video", "font")
_SIGNATURES = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
)
_BULK = ("List-Id", "List-Unsubscribe")
# of the words that are in the web part: what has fewer says no more than "see it in a browser"
_STUB = 0.4


class Mail:
    """Reads .eml files: the text of a mail, and each mail that is attached to it.

    Other attachments are told, and not read. .msg files, which cannot be read, are told what to
    do with.
    """

    name = "eml"
    title = "Mail"
    extensions: tuple[str, ...] = (".eml", ".msg")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles, and what was left out."""
        try:
            if file.head.startswith(_OLE):
                raise UnreadableInput(
                    "It is a message of Outlook's own kind (.msg); save it from there as .eml, or"
                    " as text."
                )
            message = mail_of(file.data)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        yield from _read(message, file.origin)


def _read(message: Message, origin: str, depth: int = 0) -> Iterator[IncomingArticle | Problem]:
    try:
        parts = list(leaves(message))
        if message.get_content_type() in _ENCRYPTED:
            raise UnreadableInput("It is encrypted; save it from your mail program unencrypted.")
        yield _article(message, [part for part in parts if _is_body(part)], origin)
    except UnreadableInput as error:
        yield Problem(origin, str(error))
        return
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            yield from _attached(part, origin, depth)
        elif not _is_body(part) and _is_worth_telling(part):
            name = file_name(part) or f"a part of the kind {part.get_content_type()}"
            yield Problem(
                origin,
                f"“{name}”, which is attached, was not read; save it and import it by itself.",
            )


def _attached(part: Message, origin: str, depth: int) -> Iterator[IncomingArticle | Problem]:
    payload = part.get_payload() if part.is_multipart() else []
    inner = next(iter(payload), None)
    if inner is None or isinstance(inner, str):
        return
    if depth >= _MOST_MESSAGES:
        yield Problem(origin, "Mails are attached to mails too deep; save the inner ones.")
        return
    yield from _read(inner, f"{origin}, attached mail", depth + 1)


def _is_body(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return is_text and part.get_content_disposition() != "attachment" and not file_name(part)


def _is_worth_telling(part: Message) -> bool:
    return (
        part.get_content_maintype() not in _UNTOLD
        and part.get_content_type() not in _SIGNATURES
        and bool(file_name(part) or part.get_content_disposition() == "attachment")
        and bool(payload_of(part))
    )


def _article(message: Message, parts: list[Message], origin: str) -> IncomingArticle:
    from annotator.formats.mail.text import most_of, plain_text
    from annotator.formats.web.web_article import text_of_fragment

    plain = _texts([part for part in parts if part.get_content_type() == "text/plain"])
    web = _texts([part for part in parts if part.get_content_type() == "text/html"])
    text = "\n".join(filter(None, (plain_text(one, _flow(part)) for part, one in plain.texts)))
    wholes = [text_of_fragment(source)[0] for _, source in web.texts]
    found = Metadata()
    if len(text.split()) < _STUB * sum(len(whole.split()) for whole in wholes):
        shown = [
            most_of(source, whole) for (_, source), whole in zip(web.texts, wholes, strict=True)
        ]
        text = "\n".join(one.text for one in shown if one.text)
        found = shown[0].metadata
    if not text:
        raise UnreadableInput(
            plain.refusal
            or web.refusal
            or "The mail holds no text; pictures of text cannot be read."
        )
    return IncomingArticle(text, origin, _metadata(message, found))


class _Texts(NamedTuple):
    """Parts with their texts, and why one of them has none, or ""."""

    texts: list[tuple[Message, str]]
    refusal: str


def _texts(parts: list[Message]) -> _Texts:
    texts = []
    refusal = ""
    for part in parts:
        try:
            texts.append((part, text_of(part)))
        except UnreadableInput as error:
            if payload_of(part).strip():
                refusal = refusal or str(error).replace("The file", "The mail's text")
    return _Texts(texts, refusal)


def _flow(part: Message) -> str:
    """The parameters format and delsp of a part, as they are written."""
    return " ".join(str(part.get_param(name) or "") for name in ("format", "delsp")).lower()


def _metadata(message: Message, found: Metadata) -> Metadata:
    """The headers' fields. What goes out to many comes from an outlet, a letter from a person."""
    name, address = sender(message)
    is_bulk = any(header(message, one) for one in _BULK)
    archived = _ADDRESS.search(header(message, "Archived-At"))
    who = name or address
    return replace(
        found,
        title=header(message, "Subject") or found.title,
        outlet=who if is_bulk else found.outlet,
        byline=found.byline if is_bulk else who,
        published=iso_time(header(message, "Date")) or found.published,
        url=archived[0] if archived else found.url,
        language=header(message, "Content-Language") or found.language,
    )

"""From a file's bytes to its text, whatever the encoding; what is no text is refused."""

from __future__ import annotations

import codecs
import re

from annotator.domain.errors import UnreadableInput

# the UTF-32 mark begins with the UTF-16 one, so it comes first
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF; give it the extension .pdf"),
    (b"{\\rtf", "rich text; give it the extension .rtf"),
    (
        b"PK\x03\x04",
        "a zip archive or an office document; give it its own extension (.docx, .odt, .epub, .zip)",
    ),
    (b"\xd0\xcf\x11\xe0", "an office document of an old kind; save it as .docx"),
    (b"\x1f\x8b", "a compressed file; give it the extension .gz"),
    (b"BZh9", "a compressed file; unpack it first"),
    (b"\xfd7zXZ", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf", "a compressed file; unpack it first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database; open projects with File ▸ Open"),
)
# left to itself the detector prefers rarities (cp1006, mac_iceland) in short texts
_LIKELY = [
    *("cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp866", "iso8859_5", "cp1253"),
    *("cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "tis_620", "mac_roman"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
]
_WESTERN = frozenset(
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒ"
    "\u00a0‘’“”‚„‹›«»–—…•·°ºª€£¥¢©®™§¶†‡‰¿¡¼½¾²³×÷´\u00ad"
)
_LONG_RUN = re.compile(r"[^\W\d_a-zA-Z]{3}")
# what a page may declare; Python's other codecs (utf-7, unicode_escape …) are no one's encoding
_DECLARABLE = re.compile(
    r"(utf-?8|iso-?8859|iso-?2022|latin|windows|cp\d|koi8|mac|x-mac|gb|big5|euc|shift|tis)", re.I
)
# pages say these and mean the larger sets, as browsers know
_MEANT = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}


def decode(data: bytes, *, declared: str = "") -> str:
    """The text in a file's bytes, without its byte order mark; line ends as they are.

    declared: the encoding the file itself names, if it does. A byte order mark and valid UTF-8
    go before it, a guess comes after it.
    Raises UnreadableInput, whose sentence does not name the file, for what holds no text.
    """
    if not data:
        raise UnreadableInput("The file is empty.")
    refuse_binary(data)
    text = _decode_marked(data) or _decode_unmarked(data, declared)
    if "\0" in text:
        raise UnreadableInput("The file is not text (it holds zero bytes).")
    if not text.strip():
        raise UnreadableInput("The file holds nothing but white space.")
    return text


def refuse_binary(data: bytes) -> None:
    """Raises UnreadableInput if the file begins as some well-known binary kind does."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableInput(f"The file is not text but {kind}.")


def _decode_marked(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding) or " "
            except UnicodeDecodeError as error:
                raise UnreadableInput(
                    f"The file begins as {encoding.upper().removesuffix('-SIG')} does, but its byte"
                    f" {error.start + 1} is not; save it again as UTF-8."
                ) from error
    return ""


def _decode_unmarked(data: bytes, declared: str) -> str:
    if b"\0" in data:
        return _decode_bare_utf16(data)
    # an encoding of seven bits (ISO-2022-JP) is valid UTF-8 too: there the declaration knows more
    encodings = [_codec(declared), "utf-8"] if data.isascii() else ["utf-8", _codec(declared)]
    for encoding in filter(None, encodings):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    _refuse_damaged_utf8(data)
    return _guess(data, declared)


def _codec(declared: str) -> str:
    if not _DECLARABLE.match(declared.strip()):
        return ""
    try:
        name = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):  # there is none of that name, or no name is like that
        return ""
    return _MEANT.get(name, name)


def _decode_bare_utf16(data: bytes) -> str:
    """UTF-16 without its mark: every zero byte is then on the same side of its pair.

    Plain bytes with a zero among them, read so, turn into Chinese; real Chinese needs the mark.
    """
    encoding = "utf-16-be" if data[::2].count(0) > data[1::2].count(0) else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    alphabetic = sum(character < "\u2100" for character in text)
    if "\0" in text or alphabetic < 0.95 * len(text):
        raise UnreadableInput("The file is not text (it holds zero bytes).")
    return text


def _refuse_damaged_utf8(data: bytes) -> None:
    """A few bad bytes in good UTF-8 are damage; any other encoding would garble all the rest."""
    loose = data.decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    good = len(re.findall(r"[^\x00-\x7f\ufffd]", loose))
    if good <= 4 * bad:
        return
    line = loose.count("\n", 0, loose.index("\ufffd")) + 1
    raise UnreadableInput(
        f"The file is UTF-8 but for {bad} damaged character{'s' if bad > 1 else ''},"
        f" the first on line {line}; correct it and save it again as UTF-8."
    )


def _guess(data: bytes, declared: str) -> str:
    western = _western(data)
    if western:
        return western
    from charset_normalizer import from_bytes  # 30 ms, and most files are UTF-8

    best = from_bytes(data, cp_isolation=_LIKELY).best()
    text = "" if best is None else str(best)
    if not text or _is_noise(text):
        tried = f"UTF-8, {declared}" if declared else "UTF-8"
        raise UnreadableInput(
            f"The file is not text, or its encoding is unknown (tried {tried} and"
            f" {len(_LIKELY)} older encodings); save it again as UTF-8."
        )
    return text


def _western(data: bytes) -> str:
    """The text, if it reads as Windows-1252: single accented letters among plain ones."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    odd = {character for character in set(text) if not character.isascii()} - _WESTERN
    return "" if odd or _LONG_RUN.search(text) or _is_noise(text) else text


def _is_noise(text: str) -> bool:
    """Whether control characters, which no article holds, are more than one in a hundred."""
    controls = len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff]", text))
    return controls * 100 > len(text)

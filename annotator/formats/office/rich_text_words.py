"""The control words of rich text, and its encodings."""

from __future__ import annotations

import codecs

INFO = frozenset(("title", "author", "company", "keywords", "subject"))
"""Properties that are read."""

MARKERS = frozenset(("listtext", "pntext"))
"""The number or bullet before a paragraph, as the program that wrote it showed it."""

UNSHOWN = frozenset(
    ("aftncn", "aftnsep", "aftnsepc", "atnauthor", "atndate", "atnicn", "atnid", "atnref",
     "author", "bkmkend", "bkmkstart", "buptim", "category", "colortbl", "comment", "creatim",
     "datafield", "do", "doccomm", "docvar", "filetbl", "fldinst", "footer", "footerf", "footerl",
     "footerr", "ftncn", "ftnsep", "ftnsepc", "generator", "header", "headerf", "headerl",
     "headerr", "hlinkbase", "keycode", "listlevel", "listtable", "listoverridetable", "manager",
     "nonshppict", "nonesttables", "objdata", "objclass", "objname", "operator", "pict", "pn",
     "printim", "private", "revtbl", "revtim", "rxe", "shprslt", "sp", "stylesheet", "tc",
     "template", "txe", "ud", "xe")
)  # fmt: skip
"""Groups whose text is not shown, or, as with ud, is a second copy."""

SIGNS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}

CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    255: "cp850",
}
"""The encodings of fonts by their number; of others the document's holds."""

_OF_PAGES = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030"}
_WESTERN = "cp1252"


def codec_of_page(page: int) -> str:
    """Python's name for a code page; Western for what it does not know."""
    name = _OF_PAGES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _WESTERN


def decoded(data: bytes, codec: str) -> str:
    """Text; bytes that are none in that encoding become "\\ufffd"."""
    return data.decode(codec, "replace")

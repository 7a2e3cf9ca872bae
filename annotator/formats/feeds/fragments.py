"""The texts in a feed, which are markup or plain, and do not always say which."""

from __future__ import annotations

import re

from annotator.formats.office.paragraphs import joined
from annotator.formats.web.markup_lines import markup_text, markup_tree

_MARKUP = re.compile(r"<[a-zA-Z/!]|&(#\w+|\w+);")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def text_of(fragment: str, is_markup: bool = True) -> str:
    """The text in a fragment, a paragraph a line; of what is called markup and has none, itself."""
    if not is_markup:
        return joined(fragment.splitlines())
    if not _MARKUP.search(fragment):
        return joined([_BLANKS.sub(" ", fragment)])
    root = markup_tree(fragment)
    return "" if root is None else markup_text(root)

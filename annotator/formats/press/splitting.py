"""Exports of press databases that come in another file, such as a Word document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.press.factiva import is_factiva, split_factiva
from annotator.formats.press.nexis import is_nexis, split_nexis
from annotator.formats.press.pieces import handed_over

if TYPE_CHECKING:
    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.press.pieces import PressArticle


def split_press(text: str) -> list[PressArticle] | None:
    """The articles of a text that is an export of Nexis or Factiva; None if it is neither."""
    if is_nexis(text):
        return split_nexis(text)
    if is_factiva(text):
        return split_factiva(text)
    return None


def press_articles(text: str, origin: str) -> list[IncomingArticle | Problem]:
    """The articles of a document that is such an export; none if it is not.

    text: of the document, a paragraph a line, without blank ones, as the articles' will be.
    """
    found = split_press(text.replace("\n", "\n\n"))
    whole = [replace(one, text=one.text.replace("\n\n", "\n")) for one in found or ()]
    return list(handed_over(whole, origin))

"""Exports of press databases that come in another file, such as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.press.factiva import is_factiva, split_factiva
from annotator.formats.press.nexis import is_nexis, split_nexis

if TYPE_CHECKING:
    from annotator.formats.press.pieces import PressArticle


def split_press(text: str) -> list[PressArticle] | None:
    """The articles of a text that is an export of Nexis or Factiva; None if it is neither."""
    if is_nexis(text):
        return split_nexis(text)
    if is_factiva(text):
        return split_factiva(text)
    return None

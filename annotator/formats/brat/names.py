"""What brat takes as the name of a label, a relation or an attribute, and as its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.common.plain_names import (
    by_number,
    escape,
    is_name_character,
    typed_text,
    typed_value,
    unescape,
)

if TYPE_CHECKING:
    from annotator.domain.labels import AttributeValue


def brat_name(name: str) -> str:
    """A name as brat takes it; unescape() brings it back."""
    return escape(name, lambda one: is_name_character(one) or one == "-")


def brat_value(value: AttributeValue) -> str:
    """An attribute's value as one word; value_of() brings it back with its type."""
    if not isinstance(value, str):
        return typed_text(value)
    word = escape(value, lambda one: one.isalnum() or one in "_-.")
    read = typed_value(word)
    return word if read == value and isinstance(read, str) else by_number(value[0]) + word[1:]


def value_of(word: str) -> AttributeValue:
    """An attribute's value: a number, true or false where it reads as one."""
    return typed_value(word)


__all__ = ["brat_name", "brat_value", "unescape", "value_of"]

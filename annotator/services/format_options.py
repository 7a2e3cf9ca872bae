"""Whether the options that were given are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.formats.base import Option


def check_options(options: Mapping[str, str], known: Sequence[Option]) -> None:
    """Raises UnknownName for an option, or a value of one, that is not there.

    Of several options of one name the value has to suit one.
    """
    names = {one.name for one in known}
    for name, value in options.items():
        if name not in names:
            raise UnknownName("option of this format", name, names)
        mine = [one.choices for one in known if one.name == name]
        if all(choices and value not in choices for choices in mine):
            raise UnknownName(f"value of the option “{name}”", value, sum(mine, ()))

"""The file of licences that every package carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services.credits import RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.services.credits import DataCredit
    from builder.components import Component

_HEAD = """\
Annotator {version} is under the MIT licence; its text is in the file LICENSE.
It brings the work of others, which is listed here with its licences. The text of each licence
follows once, after the names of all that it covers. Where a licence asks that the source be
offered, it can be had from the home page of the component.
"""


def written(
    version: str, notice: Sequence[str], data: Sequence[DataCredit], components: Sequence[Component]
) -> str:
    """The whole file. notice: paragraphs about Qt."""
    sections = [_HEAD.format(version=version), _titled("Qt and PySide6", notice), _data(data)]
    sections.append(_titled("Components", [_table(components)]))
    covered: dict[str, list[str]] = {}
    for one in components:
        for text in one.texts:
            covered.setdefault(_same(text), []).append(one.title)
    texts = {_same(text): text for one in components for text in one.texts}
    sections += [f"{RULE}\n" + _section(covered[same], texts[same]) for same in covered]
    return "\n".join(sections)


def _section(titles: Sequence[str], text: str) -> str:
    lines = (f" {line}" if line == RULE else line.rstrip() for line in text.splitlines())
    return "\n".join([*dict.fromkeys(titles), "", *lines, ""])


def _titled(title: str, paragraphs: Sequence[str]) -> str:
    return "\n\n".join([f"{title}\n{'-' * len(title)}", *paragraphs]) + "\n"


def _data(data: Sequence[DataCredit]) -> str:
    said = [f"{one.name} {one.version}".rstrip() + f" ({one.licence}): {one.says}" for one in data]
    return _titled("Data", said)


def _table(components: Sequence[Component]) -> str:
    return "\n".join(
        f"{one.title}: {one.licence}" + (f", {one.home}" if one.home else "") for one in components
    )


def _same(text: str) -> str:
    """What two copies of one text have in common: all but the spaces."""
    return " ".join(text.split())

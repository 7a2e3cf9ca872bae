"""Which article goes into which part of an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.ids import DocumentId
from annotator.formats.base import ALL
from annotator.services.stories import find_all_copies

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.domain.document import ArticleFilter
    from annotator.domain.splitting import SplitPlan
    from annotator.services.exports.selection import Selection
    from annotator.store.project import Project

PARTS = ("train", "dev", "test")


def parts_of(
    project: Project, where: ArticleFilter, selection: Selection, plan: SplitPlan | None
) -> Mapping[str, Sequence[int]]:
    """The articles' ids by part, in the order in which they were imported.

    Articles that the selection leaves without an annotation count for nothing in the split where
    only annotated ones are wanted.
    """
    ids = project.article_ids(where)
    if plan is None:
        return {ALL: ids}
    from annotator.domain.splitting import SplitItem, split  # few exports are split

    find_all_copies(project)
    stories = project.stories.of(ids)
    counts = project.label_counts(ids)
    labels = selection.labels
    items = [
        SplitItem(
            id=row.id,
            group=stories[row.id],
            outlet=row.outlet,
            published=row.published,
            labels={
                label: count
                for label, count in counts.get(row.id, {}).items()
                if labels is None or label in labels
            },
        )
        for row in project.rows([DocumentId(one) for one in ids])
    ]
    if selection.annotated_only:
        items = [one for one in items if one.labels]
    sides = split(items, plan)
    return {
        name: [one.id for one in items if sides[one.id] == name]
        for name in PARTS
        if plan.shares.get(name, 0) > 0
    }

"""Which article of a data set goes to which side: train, dev or test.

What belongs together stays together: the copies of a story always, the articles of an outlet where
that is asked for. So no side has seen what another one is tried on. The answer follows from ids,
what is known of the articles, and the seed; never from the order in which they are given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotator.domain.ids import DocumentId

By: TypeAlias = Literal["story", "outlet", "date"]

SIDES = ("train", "dev", "test")
"""In the order of time, where articles are split by date."""


@dataclass(frozen=True, slots=True)
class SplitItem:
    """An article to be put on a side.

    group: its story. published: ISO 8601, "" where it is not known. labels: how many annotations
    with each label it has.
    """

    id: DocumentId
    group: DocumentId
    outlet: str = ""
    published: str = ""
    labels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """What is wanted.

    shares: of each side; 8, 1 and 1 say the same as 0.8, 0.1 and 0.1. A side with 0 gets nothing.
    by: what is kept whole, beside stories. "outlet": what one outlet published, and so what the
    outlets published that share a story. "date": the oldest stories are put into train and the
    newest into test, each where its first article belongs; those without a date are the oldest.
    steady: each group's side follows from its id, the seed and the shares alone, so that articles
    which come later move none that is there. Shares are then met as well as chance allows, and
    labels are not looked at. By date it means nothing.
    Raises ValueError for shares that are negative or all 0.
    """

    shares: Mapping[str, float]
    seed: int = 0
    by: By = "story"
    steady: bool = False

    def __post_init__(self) -> None:
        if min(self.shares.values(), default=0) < 0 or not sum(self.shares.values()) > 0:
            raise ValueError("a split needs shares of which none is negative and one is not 0")

    def wanted(self) -> dict[str, float]:
        """The shares of the sides that get something, 1 in all, in the order of time."""
        total = sum(self.shares.values())
        names = [one for one in SIDES if one in self.shares]
        names += sorted(set(self.shares) - set(names))
        return {one: self.shares[one] / total for one in names if self.shares[one] > 0}


class Side(NamedTuple):
    """What one side got. share: of all articles. labels: its annotations by label."""

    articles: int
    share: float
    labels: dict[str, int]


@dataclass(slots=True)
class _Group:
    """Articles that go to the same side. key: what it is known by; draw: chance, 0..1."""

    key: str
    items: list[SplitItem]
    draw: float = 0.0
    labels: Counter[str] = field(default_factory=Counter)

    @property
    def size(self) -> int:
        return len(self.items)

    @property
    def first_published(self) -> str:
        return min((one.published for one in self.items if one.published), default="")


def split(items: Sequence[SplitItem], plan: SplitPlan) -> dict[DocumentId, str]:
    """The side of each article.

    Every side has its share of the articles to within the size of the largest group (unless the
    plan is steady), and of each label's annotations as nearly as that allows. An article that
    comes later may move others of its labels; by date, only those about a border; with a steady
    plan none, unless it joins two groups to one.
    """
    groups = _groups(items, plan)
    if plan.by == "date":
        chosen = _by_date(groups, plan.wanted())
    elif plan.steady:
        chosen = [(one, _drawn(one.draw, plan.wanted())) for one in groups]
    else:
        chosen = _Stratifier(groups, plan.wanted()).run()
    return {item.id: side for group, side in chosen for item in group.items}


def achieved(items: Iterable[SplitItem], sides: Mapping[DocumentId, str]) -> dict[str, Side]:
    """What came of a split, by side."""
    counts: Counter[str] = Counter()
    labels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        side = sides[item.id]
        counts[side] += 1
        labels[side].update(item.labels)
    total = counts.total()
    names = sorted(counts, key=lambda one: (SIDES.index(one) if one in SIDES else len(SIDES), one))
    return {
        one: Side(counts[one], counts[one] / total, dict(sorted(labels[one].items())))
        for one in names
    }


# ------------------------------------------------------------ groups


def _groups(items: Sequence[SplitItem], plan: SplitPlan) -> list[_Group]:
    """What is kept whole, by key."""
    found: defaultdict[str, list[SplitItem]] = defaultdict(list)
    outlets = _joined_outlets(items) if plan.by == "outlet" else {}
    for item in items:
        found[outlets.get(item.group, f"story {item.group}")].append(item)
    groups = []
    for key in sorted(found):
        group = _Group(key, found[key], _draw(key, plan.seed))
        for item in group.items:
            group.labels.update(item.labels)
        groups.append(group)
    return groups


def _joined_outlets(items: Iterable[SplitItem]) -> dict[DocumentId, str]:
    """For each story that some outlet published: its outlets, and those that share one with them.

    Named after the first of them.
    """
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while parents[name] != name:
            parents[name] = parents[parents[name]]
            name = parents[name]
        return name

    stories: dict[DocumentId, str] = {}
    for item in items:
        name = " ".join(item.outlet.casefold().split())
        if name:
            parents.setdefault(name, name)
            one, other = sorted((root(name), root(stories.setdefault(item.group, name))))
            parents[other] = one
    return {story: f"outlet {root(name)}" for story, name in stories.items()}


def _draw(key: str, seed: int) -> float:
    digest = blake2b(f"{seed} {key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


# ------------------------------------------------------------ sides


def _drawn(draw: float, shares: Mapping[str, float]) -> str:
    border = 0.0
    for side, share in shares.items():
        border += share
        if draw < border:
            return side
    return list(shares)[-1]  # the sum of the shares may be a hair below 1


def _by_date(groups: list[_Group], shares: Mapping[str, float]) -> list[tuple[_Group, str]]:
    """From the oldest to the newest; a group on a border goes where its middle is."""
    total = sum(one.size for one in groups)
    chosen = []
    before = 0
    for group in sorted(groups, key=lambda one: (one.first_published, one.draw, one.key)):
        chosen.append((group, _drawn((before + group.size / 2) / total, shares)))
        before += group.size
    return chosen


class _Stratifier:
    """Puts groups on sides so that each gets its share of every label.

    Iterative stratification, with groups in the place of single examples: the label that the
    fewest of the remaining groups have is dealt out first. A side that has no room for a group is
    passed over, which keeps the sizes right. Among the others it goes where that leaves the side
    least above its share (Sainte-Laguë's rule for seats): groups have many annotations of a label
    or few, and who lacks most in numbers would get all that have many.

    Source: Sechidis, Tsoumakas, Vlahavas 2011, On the Stratification of Multi-label Data.
    """

    def __init__(self, groups: list[_Group], shares: Mapping[str, float]) -> None:
        self._groups = groups
        self._shares = shares
        self._total = sum(one.size for one in groups)
        self._articles = dict.fromkeys(shares, 0)
        self._got: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def run(self) -> list[tuple[_Group, str]]:
        """Each group and its side."""
        with_label: defaultdict[str, list[_Group]] = defaultdict(list)
        for group in self._groups:
            for label, count in group.labels.items():
                if count > 0:
                    with_label[label].append(group)
        left = {label: len(them) for label, them in with_label.items()}
        sides: dict[str, str] = {}
        while left:
            label = min(left, key=lambda one: (left[one], one))
            del left[label]
            waiting = [one for one in with_label[label] if one.key not in sides]
            waiting.sort(key=lambda one: (-one.labels[label], -one.size, one.draw, one.key))
            for group in waiting:
                sides[group.key] = self._place(group, label)
                for other in left.keys() & +group.labels:
                    left[other] -= 1
        without = [one for one in self._groups if one.key not in sides]
        for group in sorted(without, key=lambda one: (-one.size, one.draw, one.key)):
            sides[group.key] = self._place(group, None)
        return [(one, sides[one.key]) for one in self._groups]

    def _place(self, group: _Group, label: str | None) -> str:
        # a hair more room: shares are fractions
        roomy = [one for one in self._shares if self._room(one) > group.size - 1e-6]
        if not roomy:
            side = max(self._shares, key=self._room)
        elif label is None:
            side = max(roomy, key=lambda one: self._claim(one, self._articles[one], group.size))
        else:
            got, count = self._got[label], group.labels[label]
            side = max(roomy, key=lambda one: (self._claim(one, got[one], count), self._room(one)))
        self._articles[side] += group.size
        for name, count in group.labels.items():
            self._got[name][side] += count
        return side

    def _room(self, side: str) -> float:
        return self._shares[side] * self._total - self._articles[side]

    def _claim(self, side: str, got: int, more: int) -> float:
        return self._shares[side] / (got + more / 2)

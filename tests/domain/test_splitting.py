from __future__ import annotations

import random
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.ids import DocumentId
from annotator.domain.splitting import Side, SplitItem, SplitPlan, achieved, split

USUAL = {"train": 0.8, "dev": 0.1, "test": 0.1}

dates = st.sampled_from(["", "2026-01-05", "2026-01-05T08:00", "2026-02", "2026-03-09", "2025"])
labels = st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 4), max_size=3)


@st.composite
def corpora(draw):
    """Articles in some stories, by a few outlets."""
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 12), st.sampled_from(["", "Post", "post ", "Herald"]), dates,
                      labels),
            max_size=40,
        )
    )  # fmt: skip
    return [
        SplitItem(DocumentId(100 + number), DocumentId(story), outlet, published, counts)
        for number, (story, outlet, published, counts) in enumerate(rows)
    ]


@st.composite
def plans(draw):
    shares = draw(
        st.dictionaries(
            st.sampled_from(["train", "dev", "test", "held out"]), st.integers(0, 9), min_size=1
        ).filter(lambda found: sum(found.values()) > 0)
    )
    return SplitPlan(
        shares,
        seed=draw(st.integers(0, 3)),
        by=draw(st.sampled_from(["story", "outlet", "date"])),
        steady=draw(st.booleans()),
    )


def groups_of(items, plan):
    """What must stay together, found in another way: by joining until nothing moves."""
    key = {one.id: int(one.group) for one in items}
    moved = True
    while moved:
        moved = False
        lowest: dict[object, int] = {}
        names = {
            one.id: [("story", one.group)]
            + (
                [("outlet", one.outlet.strip().lower())]
                if plan.by == "outlet" and one.outlet
                else []
            )
            for one in items
        }
        for one in items:
            for name in names[one.id]:
                lowest[name] = min(lowest.get(name, key[one.id]), key[one.id])
        for one in items:
            least = min(lowest[name] for name in names[one.id])
            moved = moved or least != key[one.id]
            key[one.id] = least
    found = defaultdict(list)
    for one in items:
        found[key[one.id]].append(one)
    return list(found.values())


@given(corpora(), plans())
def test_every_article_gets_one_side_that_was_asked_for(items, plan):
    sides = split(items, plan)

    assert set(sides) == {one.id for one in items}
    assert set(sides.values()) <= {name for name, share in plan.shares.items() if share > 0}


@given(corpora(), plans())
def test_what_belongs_together_is_never_parted(items, plan):
    sides = split(items, plan)

    for group in groups_of(items, plan):
        assert len({sides[one.id] for one in group}) == 1


@given(corpora(), plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_and_of_the_shares_is_of_no_account(items, plan, chance):
    shuffled = chance.sample(items, len(items))
    names = chance.sample(list(plan.shares), len(plan.shares))
    same = SplitPlan({one: plan.shares[one] for one in names}, plan.seed, plan.by, plan.steady)

    assert split(shuffled, same) == split(items, plan)


@given(corpora(), plans())
def test_shares_are_met_to_within_the_largest_group(items, plan):
    if plan.steady and plan.by != "date":
        return
    largest = max((len(one) for one in groups_of(items, plan)), default=0)
    counts = Counter(split(items, plan).values())

    for name, share in plan.wanted().items():
        assert abs(counts[name] - share * len(items)) <= largest + 1e-6


@given(corpora(), plans())
def test_by_date_no_story_of_a_later_side_begins_before_one_of_an_earlier_side(items, plan):
    plan = SplitPlan(plan.shares, plan.seed, "date")
    sides = split(items, plan)
    rank = {name: number for number, name in enumerate(plan.wanted())}
    begun = sorted(
        (
            min((one.published for one in group if one.published), default=""),
            rank[sides[group[0].id]],
        )
        for group in groups_of(items, plan)
    )

    by_date = defaultdict(list)
    for date, number in begun:
        by_date[date].append(number)
    seen = 0
    for date in sorted(by_date):
        assert min(by_date[date]) >= seen
        seen = max(by_date[date])


@given(corpora(), plans(), labels)
def test_a_steady_plan_moves_nothing_when_a_story_comes(items, plan, counts):
    plan = SplitPlan(plan.shares, plan.seed, steady=True)
    before = split(items, plan)
    fresh = SplitItem(DocumentId(999), DocumentId(999), labels=counts)

    after = split([*items, fresh], plan)

    assert {key: side for key, side in after.items() if key != 999} == before


def test_another_seed_splits_otherwise():
    items = [SplitItem(DocumentId(number), DocumentId(number)) for number in range(200)]

    assert split(items, SplitPlan(USUAL, 1)) != split(items, SplitPlan(USUAL, 2))
    assert split(items, SplitPlan(USUAL, 1, steady=True)) != split(
        items, SplitPlan(USUAL, 2, steady=True)
    )


def test_rare_labels_are_dealt_out_by_their_shares():
    chance = random.Random(5)
    items = [
        SplitItem(
            DocumentId(number),
            DocumentId(number - number % 3 if number % 7 == 0 else number),
            labels={"ACTOR": chance.randrange(6), **({"CLAIM": 1} if number < 30 else {})},
        )
        for number in range(3_000)
    ]

    found = achieved(items, split(items, SplitPlan(USUAL)))

    assert [side.articles for side in found.values()] == [2_400, 300, 300]
    assert [side.labels["CLAIM"] for side in found.values()] == [24, 3, 3]
    total = sum(side.labels["ACTOR"] for side in found.values())
    for name, side in found.items():
        assert side.labels["ACTOR"] / total == pytest.approx(USUAL[name], abs=0.01)


def test_sizes_are_right_where_stories_have_many_labels():
    chance = random.Random(7)
    names = [f"L{number}" for number in range(40)]
    items = [
        SplitItem(
            DocumentId(number),
            DocumentId(number // 2),
            f"outlet {number % 300}",
            f"2026-{number % 12 + 1:02}",
            dict.fromkeys(chance.sample(names, 5), 3),
        )
        for number in range(20_000)
    ]

    found = achieved(items, split(items, SplitPlan(USUAL)))

    assert [side.articles for side in found.values()] == [16_000, 2_000, 2_000]


def test_outlets_that_share_a_story_go_to_the_same_side():
    items = [
        SplitItem(DocumentId(1), DocumentId(1), "Post"),
        SplitItem(DocumentId(2), DocumentId(1), "The Herald"),
        SplitItem(DocumentId(3), DocumentId(3), "THE HERALD"),
        *(SplitItem(DocumentId(10 + n), DocumentId(10 + n), f"Outlet {n}") for n in range(6)),
    ]

    for seed in range(10):
        sides = split(items, SplitPlan({"train": 2, "test": 1}, seed, "outlet"))
        assert sides[DocumentId(1)] == sides[DocumentId(2)] == sides[DocumentId(3)]


def test_what_came_of_it_is_told_by_side():
    items = [
        SplitItem(DocumentId(1), DocumentId(1), labels={"ACTOR": 2}),
        SplitItem(DocumentId(2), DocumentId(2), labels={"ACTOR": 1, "CLAIM": 1}),
    ]

    found = achieved(items, {DocumentId(1): "test", DocumentId(2): "train"})

    assert list(found.items()) == [
        ("train", Side(1, 0.5, {"ACTOR": 1, "CLAIM": 1})),
        ("test", Side(1, 0.5, {"ACTOR": 2})),
    ]


@pytest.mark.parametrize("shares", [{}, {"train": 0}, {"train": 1, "test": -0.1}])
def test_shares_that_mean_nothing_are_refused(shares):
    with pytest.raises(ValueError, match="shares"):
        SplitPlan(shares)


def test_an_empty_corpus_is_split_into_nothing():
    assert split([], SplitPlan(USUAL)) == {}
    assert split([], SplitPlan(USUAL, by="date")) == {}
    assert achieved([], {}) == {}

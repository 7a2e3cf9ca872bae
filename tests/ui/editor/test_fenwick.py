from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.editor.fenwick import Fenwick

heights = st.lists(st.integers(1, 50), min_size=1, max_size=40)
changes = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 50)), max_size=10)


@given(heights, changes)
def test_it_adds_up_as_a_list_does(values: list[int], changes: list[tuple[int, int]]) -> None:
    tree = Fenwick(values)
    for index, value in changes:
        index %= len(values)
        assert tree.set(index, value) == value - values[index]
        values[index] = value
    assert [tree.before(index) for index in range(len(values) + 1)] == [
        sum(values[:index]) for index in range(len(values) + 1)
    ]
    assert tree.total == sum(values)


@given(heights)
def test_it_finds_the_stretch_that_holds_a_position(values: list[int]) -> None:
    tree = Fenwick(values)
    holder = [index for index, value in enumerate(values) for _ in range(value)]
    assert [tree.at(position) for position in range(len(holder))] == holder
    assert tree.at(-5) == 0
    assert tree.at(len(holder) + 5) == len(values) - 1

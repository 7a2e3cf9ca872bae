"""Sketches are compared with those of years ago, so what makes them must not change unnoticed."""

from __future__ import annotations

import hashlib
import random

import pytest

from annotator.domain.likeness import VALUES, are_copies, resemblance, runs
from annotator.store.sketching import METHOD, sketch_of

PINNED = "1a76f4668056e67b"
WORDS = [f"word{number}" for number in range(5_000)]


def prose(seed: int, words: int) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def test_the_sketch_of_a_text_is_always_the_same():
    """If this fails, METHOD has to say something new, so that every text is looked at again."""
    sketch = sketch_of(prose(1, 300))

    assert METHOD == "1 rensa 2"
    assert (sketch.size, len(sketch.minima)) == (296, VALUES)
    assert hashlib.sha256(sketch.minima).hexdigest()[:16] == PINNED


def test_a_text_without_words_has_no_sketch():
    assert sketch_of(" \n…") is None
    assert sketch_of("Bridge") is not None


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_likeness_is_estimated_as_well_as_so_many_values_allow(share: float):
    errors = []
    for seed in range(40):
        text = prose(seed, 400)
        other = f"{text[: int(len(text) * share)]} {prose(1_000 + seed, 200)}"
        mine, its = runs(text), runs(other)
        one, two = sketch_of(text), sketch_of(other)
        errors.append(resemblance(one, two) - len(mine & its) / len(mine | its))

    assert abs(sum(errors) / 40) < 0.02
    assert max(map(abs, errors)) < 0.16


def test_versions_of_a_story_are_copies_and_others_of_the_same_words_are_not():
    story = prose(7, 500)

    assert are_copies(sketch_of(story), sketch_of(f"{story} {prose(8, 300)}"))
    assert are_copies(sketch_of(story), sketch_of(story.replace("word11", "term11")))
    assert not are_copies(sketch_of(story), sketch_of(prose(9, 500)))

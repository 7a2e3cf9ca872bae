from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.carrying_over import LIKE_ENOUGH, LONGEST, Alignment
from annotator.domain.span import Span
from tests.strategies import texts

STORY = (
    "VARNA – Strike ends at the harbour.\n\n“We go back on Monday,” said Mira Tolev in Varna. The"
    " port office said the ships would wait. Mira Tolev did not say more."
)


def span_of(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def carried_text(source: str, copy: str, words: str) -> str | None:
    found = Alignment(source, copy).carried(span_of(source, words))
    return found and found.span.text_of(copy)


@given(texts(min_size=1), st.data())
def test_in_the_same_text_a_span_of_words_stays_where_it_is(text, data):
    words = [at for at, one in enumerate(text) if one.isalnum()]
    if not words:
        return
    first = data.draw(st.sampled_from(words))
    last = data.draw(st.sampled_from([one for one in words if one >= first]))
    span = Span(first, last + 1)

    assert Alignment(text, text).carried(span) == (span, 1.0)


@given(texts(), texts(), texts(), st.data())
def test_what_stands_around_a_text_moves_its_spans_along(before, after, noise, data):
    copy = f"{before}\n{noise} {STORY} {noise}\n{after}"
    start = len(f"{before}\n{noise} ")
    words = data.draw(
        st.sampled_from(["go back on Monday,” said Mira", "The port office said the"])
    )

    found = Alignment(STORY, copy).carried(span_of(STORY, words))

    assert found is not None
    if STORY not in before + noise + after:
        assert found.span == span_of(copy, words, start)


@given(texts(min_size=1), texts(min_size=1), st.data())
def test_a_span_lands_within_the_copy_on_words_that_are_like_it(source, copy, data):
    start = data.draw(st.integers(0, len(source) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(source))))

    found = Alignment(source, copy).carried(span)

    if found is not None:
        assert LIKE_ENOUGH <= found.similarity <= 1.0
        assert found.span.end <= len(copy)


def test_a_new_paragraph_and_other_signs_do_not_matter():
    copy = "(Agency) " + STORY.replace("“", '"').replace("”", '"').replace(
        "\n\n", "\n\nPlanes waited as well.\n\n"
    )

    assert carried_text(STORY, copy, "“We go back on Monday,”") == '"We go back on Monday,"'
    assert carried_text(STORY, copy, "Varna") == "Varna"
    assert Alignment(STORY, copy).carried(span_of(STORY, "Mira Tolev")).similarity == 1.0


def test_each_of_two_mentions_keeps_its_own_place():
    copy = STORY.replace("The port office", "On Sunday night the port office")
    second = span_of(STORY, "Mira Tolev", 80)

    found = Alignment(STORY, copy).carried(second)

    assert found is not None
    assert found.span == span_of(copy, "Mira Tolev", 80)


def test_a_long_span_with_one_other_word_is_carried_with_its_likeness():
    sentence = "The port office said the ships would wait. Mira Tolev did not say more."
    copy = STORY.replace("ships", "boats")

    found = Alignment(STORY, copy).carried(span_of(STORY, sentence))

    assert found is not None
    assert found.span.text_of(copy) == sentence.replace("ships", "boats")
    assert 0.9 <= found.similarity < 1.0


def test_a_long_span_that_begins_with_another_word_begins_with_that():
    sentence = "The port office said the ships would wait. Mira Tolev did not say more."
    copy = STORY.replace("The port", "A port")

    assert carried_text(STORY, copy, sentence) == sentence.replace("The", "A")


@pytest.mark.parametrize("other", ["Mira Toleva", "The minister", ""])
def test_what_is_called_otherwise_in_the_copy_is_not_carried(other: str):
    copy = STORY.replace("said Mira Tolev", f"said {other}")

    assert carried_text(STORY, copy, "Mira Tolev") is None


def test_a_span_that_begins_and_ends_within_words_does_so_in_the_copy():
    copy = f"Update. {STORY}"

    assert carried_text(STORY, copy, "rike ends at the har") == "rike ends at the har"


def test_blanks_alone_are_not_carried():
    assert Alignment("One  two", "One  two").carried(Span(3, 5)) is None


def test_scripts_without_spaces_are_aligned_sign_by_sign():
    source = "市政府星期二宣布新的地铁线路将于明年开通。"

    assert carried_text(source, f"（更新）{source}", "地铁线路") == "地铁线路"


def test_texts_that_have_nothing_in_common_carry_nothing():
    assert carried_text(STORY, "A recipe for bean soup with mint.", "Mira Tolev") is None
    assert carried_text(STORY, "", "Mira Tolev") is None


def test_words_that_come_again_and_again_are_aligned_all_the_same():
    source = "ho " * 4_000 + "said Mira Tolev"

    assert carried_text(source, "hey " + source, "Mira Tolev") == "Mira Tolev"


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="2,000,000"):
        Alignment("word " * (LONGEST // 5 + 1), "word")

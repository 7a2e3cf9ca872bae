"""The tokens that formats are made of."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.formats.tokenising.tokens import LONGEST_RUN, aligned, tokenise
from tests.strategies import few, spans, texts

TEXT = "Mayor Aïda can't go to\u00a0Oslo.\n\n“Never 🕊️,” she said. "


@cache
def english():
    import spacy

    return spacy.blank("en")


def _joined(tokens):
    return "".join(
        word + " " * space for word, space in zip(tokens.words(), tokens.spaces, strict=True)
    )


@given(text=texts(), language=st.sampled_from(["", "en-GB", "fr", "zh", "ar", "ja", "tlh"]))
@example(text="", language="")
@example(text=" a  b \u3000\u2028c\n", language="en")
@example(text="我们 said\u00a0no", language="zh")
def test_tokens_cover_the_text_exactly(text, language):
    tokens = tokenise(text, language)

    assert _joined(tokens) == text
    assert tokens.blank == tuple(word.isspace() for word in tokens.words())
    for word, blank in zip(tokens.words(), tokens.blank, strict=True):
        assert blank or len(word.split()) == 1  # no other token holds white space
    at = 0
    for start, end, space in zip(tokens.starts, tokens.ends, tokens.spaces, strict=True):
        assert start == at < end
        at = end + space


@given(text=texts())
def test_they_are_spacys_own(text):
    assert tokenise(text, "en").words() == [token.text for token in english().tokenizer(text)]


@given(data=st.data(), text=texts(min_size=1))
def test_a_span_has_the_tokens_it_touches_without_white_space_at_the_edges(data, text):
    span = data.draw(spans(len(text)))
    tokens = tokenise(text, "")
    touched = [
        index
        for index, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True))
        if start < span.end and span.start < end and not tokens.blank[index]
    ]

    found = aligned(span, tokens)

    if found is None:
        assert not touched
        assert not span.text_of(text).strip()
    else:
        assert (found.first_token, found.end_token) == (touched[0], touched[-1] + 1)
        assert found.span == Span(tokens.starts[touched[0]], tokens.ends[touched[-1]])
        assert found.span.text_of(text).strip() == found.span.text_of(text)


@pytest.mark.parametrize(
    ("start", "end", "became"),
    [
        (0, 10, (0, 10)),  # Mayor Aïda
        (2, 8, (0, 10)),
        (5, 11, (6, 10)),  # with the spaces beside it
        (11, 14, (11, 16)),  # can't is two tokens
        (5, 6, None),
        (28, 30, None),
        (28, 33, (30, 36)),
    ],
)
def test_spans_that_begin_or_end_within_a_token_are_widened(start, end, became):
    found = aligned(Span(start, end), tokenise(TEXT, "en"))

    assert (found and (found.span.start, found.span.end)) == became


def test_the_language_decides():
    assert tokenise("can't", "en").words() == ["ca", "n't"]
    assert tokenise("can't", "").words() == ["ca", "n't"]
    assert tokenise("l'eau", "fr-CA").words() == ["l'", "eau"]
    assert tokenise("can't", "tokenizer_exceptions").words() == ["can't"]
    assert tokenise("我们不去", "zh").words() == list("我们不去")


def test_a_long_text_has_the_tokens_it_would_have_in_parts():
    line = "“No,” Mrs. O'Neil said  – at 3.5%.\n"
    one = tokenise(line, "en")
    many = tokenise(line * 40_000, "en")

    assert many.words() == one.words() * 40_000
    assert many.starts[-1] == one.starts[-1] + 39_999 * len(line)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["!", "a", "a.b/", "e\u0301", "\u0301", "👩🏽‍⚖️", " ", "\n"])
def test_text_without_a_space_takes_no_more_time_than_other_text(piece):
    text = piece * (20_000 // len(piece))
    tokens = tokenise(text, "en")

    assert _joined(tokens) == text
    assert max(end - start for start, end in zip(tokens.starts, tokens.ends, strict=True)) <= (
        2 * LONGEST_RUN if text.strip() else len(text)
    )


def test_a_very_long_word_is_never_cut_within_a_character():
    tokens = tokenise("x" * (LONGEST_RUN - 1) + "e\u0301" * LONGEST_RUN, "en")

    assert len(tokens) > 1
    assert all(not word.startswith("\u0301") for word in tokens.words())


def test_threads_may_tokenise_at_once():
    texts = [f"Article {number} says “no”. " * 5_000 for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: tokenise(text, "en"), texts))

    assert together == [tokenise(text, "en") for text in texts]


@few()
@given(text=st.text(st.characters(categories=("Cs", "Lu", "Zs")), max_size=8))
def test_broken_characters_do_no_harm(text):
    assert _joined(tokenise(text, "en")) == text


def test_importing_the_module_does_not_load_the_language_library():
    code = "import sys, annotator.formats.tokenising.spans; assert 'spacy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

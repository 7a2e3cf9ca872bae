"""The test's own article, and what has to be found in it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.self_test import article, making
from annotator.services.self_test.making import import_articles
from annotator.services.self_test.steps import TESTER, Trial, Wrong
from tests.services.helpers import suggest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def trial(tmp_path: Path) -> Trial:
    return Trial(tmp_path, JobContext())


def test_the_article_is_as_hard_as_it_says():
    text = article.TEXT

    assert any(ord(character) > 0xFFFF for character in text)
    assert any(unicodedata.combining(character) for character in text)
    assert {"R", "AL"} <= {unicodedata.bidirectional(character) for character in text}
    assert b"\r\n" in article.file_bytes()
    assert text.endswith(article.LAST_WORD)
    assert all(one.words in text and one.source in text for one in article.EXPECTED)


def test_the_articles_come_in(trial: Trial):
    found = import_articles(trial)

    assert found.figures["articles"] == 6
    with projects.open_project(trial.project, TESTER) as services:
        assert services.project.document(trial.article).text == article.TEXT


def test_a_text_that_is_stored_otherwise_is_noticed(trial: Trial, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(article, "file_bytes", lambda: b"Something else.\n")

    with pytest.raises(Wrong, match="not stored as it was written"):
        import_articles(trial)


@pytest.mark.parametrize("source", ["Marta Nunes", "Jonas Weber"])
def test_a_quote_counts_only_with_its_speaker(trial: Trial, source: str):
    import_articles(trial)
    quote = next(one for one in article.EXPECTED if one.label == "QUOTE")
    with projects.open_project(trial.project, TESTER) as services:
        suggest(services, trial.article, (f"“{quote.words},”", "QUOTE", source))
        found = services.project.suggestions(trial.article)

    assert making._is_among(quote, found, article.TEXT) is (source == quote.source)

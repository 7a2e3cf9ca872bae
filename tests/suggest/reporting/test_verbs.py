from __future__ import annotations

import pytest

from annotator.suggest.reporting.verbs import REPORTING_FORMS, SPEECH_FORMS, USES, Takes


@pytest.mark.parametrize(
    "form",
    [
        "said",
        "says",
        "saying",
        "denied",
        "denies",
        "admitted",
        "warning",
        "stresses",
        "claimed",
        "told",
        "wrote",
        "argues",
        "acknowledging",
        "decreed",
        "decreeing",
        "mused",
    ],
)
def test_speech_in_every_form(form: str) -> None:
    assert form in SPEECH_FORMS


def test_thought_reports_but_is_not_spoken() -> None:
    assert {"believes", "thought", "found"} <= REPORTING_FORMS - SPEECH_FORMS


@pytest.mark.parametrize("form", ["admited", "denyed", "writed", "sayed", "telled", "decreeed"])
def test_no_made_up_forms(form: str) -> None:
    assert form not in REPORTING_FORMS


@pytest.mark.parametrize(
    ("form", "lemma", "takes", "polarity"),
    [
        ("said", "say", Takes.CLAUSE | Takes.INSERTED | Takes.RAISED, "asserts"),
        ("refuted", "refute", Takes.CLAUSE | Takes.THING, "denies"),
        ("doubts", "doubt", Takes.CLAUSE, "doubts"),
        ("wondered", "wonder", Takes.QUESTION, "questions"),
        ("vowing", "vow", Takes.CLAUSE | Takes.OWN_DEED, "intends"),
        ("begged", "beg", Takes.OTHERS_DEED, "asserts"),
    ],
)
def test_uses(form: str, lemma: str, takes: Takes, polarity: str) -> None:
    use = USES[form]

    assert (use.lemma, use.polarity) == (lemma, polarity)
    assert takes in use.takes

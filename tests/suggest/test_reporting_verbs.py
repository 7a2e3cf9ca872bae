from __future__ import annotations

import pytest

from annotator.suggest.reporting_verbs import REPORTING_FORMS, SPEECH_FORMS


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
    ],
)
def test_speech_in_every_form(form: str) -> None:
    assert form in SPEECH_FORMS


def test_thought_reports_but_is_not_spoken() -> None:
    assert {"believes", "thought", "found"} <= REPORTING_FORMS - SPEECH_FORMS


@pytest.mark.parametrize("form", ["admited", "denyed", "writed", "sayed", "telled"])
def test_no_made_up_forms(form: str) -> None:
    assert form not in REPORTING_FORMS

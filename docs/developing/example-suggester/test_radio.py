"""Run with the program's checkout on the path: PYTHONPATH=CHECKOUT python -m pytest"""

from __future__ import annotations

import pytest
from annotator_harbours.radio import RadioSuggester

from annotator.suggest.base import Parsed, Settling
from tests.contracts.suggester_laws import SuggesterLaws

LOG = (
    "The ferry was late again.\n"
    "14:05 MV Northern Light radioed: engine failure, drifting east\n"
    "14:20 Northern Light replied: at anchor, all safe"
)


class TestLaws(SuggesterLaws):
    """The laws that every suggester keeps."""

    sample = LOG

    @pytest.fixture(scope="class")
    @classmethod
    def suggester(cls) -> RadioSuggester:
        return RadioSuggester()


def test_a_message_has_its_ship_its_cue_and_whom_the_ship_stands_for() -> None:
    suggester = RadioSuggester()
    assert isinstance(suggester, Settling)

    found = suggester.settle(LOG, suggester.suggest(Parsed(LOG)))

    first, _, _, last = found
    assert (first.span.text_of(LOG), first.attributes) == ("Northern Light", (("title", "MV"),))
    assert last.span.text_of(LOG) == "at anchor, all safe"
    assert last.source
    assert last.cue
    assert (last.source.text_of(LOG), last.cue.text_of(LOG)) == ("Northern Light", "replied")
    assert last.referent == first.span


def test_a_remark_is_no_message() -> None:
    assert RadioSuggester().suggest(Parsed("14:05 nobody replied: silence\nAda replied: no")) == []

from __future__ import annotations

import pytest

from annotator.domain.span import Span
from annotator.suggest.quotes.attributions import UNKNOWN, Attribution, Path
from annotator.suggest.quotes.reasons import reason, share_right

TEXT = "Ann\nLee said so"


def test_the_reason_names_cue_and_speaker_on_one_line() -> None:
    told = Attribution(Span(0, 7), Span(8, 12), Path.AFTER)

    assert reason(TEXT, told) == "“said” takes “Ann Lee” as its subject"


@pytest.mark.parametrize("path", list(Path))
def test_every_way_has_a_share_and_a_reason_of_one_line(path: Path) -> None:
    told = Attribution(None if path is Path.NONE else Span(0, 7), None, path)

    assert 0 < share_right(told) <= 1
    assert reason(TEXT, told)
    assert "\n" not in reason(TEXT, told)


def test_a_long_mention_is_cut() -> None:
    text = "x" * 500

    assert len(reason(text, Attribution(Span(0, 500), None, Path.LABEL))) < 120


def test_what_nobody_says_is_trusted_least() -> None:
    assert share_right(UNKNOWN) == min(share_right(Attribution(None, None, one)) for one in Path)

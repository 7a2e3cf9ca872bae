"""Abbreviations of English news, for hands: whether a full stop belongs to its word.

All without their last full stop, in lower case.
"""

from __future__ import annotations


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _all(
    "adm amb brig capt cmdr col cpl cllr det dr fr gen gov hon insp lt maj messrs mr mrs ms mt pres"
    " prof pvt rep rev sen sgt spc st supt vs"
)
"""Those that a name follows: no sentence ends there."""

SUFFIXES = _all("bros cie co corp etc gmbh inc jr llc ltd plc pty sr")
"""Those that follow a name: a sentence may end there."""

BEFORE_NUMBERS = _all(
    "apr art aug ca ch dec feb fig jan jul jun mar no nos nov oct para pp sec sect sep sept vol"
)
"""Those that a number follows: before a number no sentence ends there."""

WITH_FULL_STOP = TITLES | SUFFIXES
"""Those whose full stop is part of the word wherever it stands."""

STARTERS = _all(
    "a after although an and as at before both but by during even for from he her his however i if"
    " in it its last many more most no on one our she since so some that the their then there"
    " these they this those two under until we what when where which while who why with you"
    " yet"
)
"""Words that begin a sentence where a name would be no surprise either."""

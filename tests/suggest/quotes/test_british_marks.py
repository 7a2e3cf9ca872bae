"""Whole paragraphs as British papers set them: single marks among all sorts of apostrophes."""

from __future__ import annotations

import pytest

from annotator.suggest.quotes.marks import quotations

PARAGRAPHS = [
    (
        "'We've been waiting since March,' said Joan Pell, 61, whose sons' flat was flooded. "
        "'Nobody's told us owt.'",
        ["'We've been waiting since March,'", "'Nobody's told us owt.'"],
    ),
    (
        "The players' union said the clubs' offer was 'derisory', and its members' patience was "
        "'wearing thin'. 'They'd sooner strike than sign,' a source said.",
        ["'derisory'", "'wearing thin'", "'They'd sooner strike than sign,'"],
    ),
    (
        "'Tis the season, the vicar joked, before adding: 'It's the boys' choir that'll miss out.'",
        ["'It's the boys' choir that'll miss out.'"],
    ),
    (
        "He grew up in the '80s and '90s, when, he says, 'rock 'n' roll was dead'. "
        "'We were skint,' he laughs.",
        ["'rock 'n' roll was dead'", "'We were skint,'"],
    ),
    (
        "‘The minister told me, “You’re on your own,” and walked out,’ Mr Orme told the inquiry. "
        "‘I’ve never forgotten it.’",
        [
            "‘The minister told me, “You’re on your own,” and walked out,’",
            "‘I’ve never forgotten it.’",
        ],
    ),
    (
        "'Did he say \"never\"?' the judge asked. 'He did, m'lord,' said the clerk.",
        ["'Did he say \"never\"?'", "'He did, m'lord,'"],
    ),
    (
        "Mrs O'Dowd, of St James' Park, said: 'My neighbours' dogs were barkin' all night.' "
        "She blamed the builders' noise.",
        ["'My neighbours' dogs were barkin' all night.'"],
    ),
    (
        "'I wasn't drinkin' or fightin',' he told magistrates at King's Lynn. "
        "'I was just walkin' home.'",
        ["'I wasn't drinkin' or fightin','", "'I was just walkin' home.'"],
    ),
    (
        "Workers at Harris's and Jones' yards – the Davies' family firms – described the deal as "
        "'a stitch-up'. 'We're done,' one said.",
        ["'a stitch-up'", "'We're done,'"],
    ),
    (
        "The council’s leaders’ group called it ‘a dog’s breakfast’. ‘It’s the residents’ money,’ "
        "Cllr Nash said, ‘not ours.’",
        ["‘a dog’s breakfast’", "‘It’s the residents’ money,’", "‘not ours.’"],
    ),
    (
        "‘’Tis a shame,’ said Mr Bray, ‘but ’twas ever thus.’",
        ["‘’Tis a shame,’", "‘but ’twas ever thus.’"],
    ),
    (
        "'Who's that?' 'Dunno,' came the reply. 'Some bloke from the papers.'",
        ["'Who's that?'", "'Dunno,'", "'Some bloke from the papers.'"],
    ),
    (
        "‘We’ll not be moved.\n‘It is our land, and our fathers’ before us.\n"
        "‘Let them come,’ the crofters’ leader wrote.",
        [
            "‘We’ll not be moved.",
            "‘It is our land, and our fathers’ before us.",
            "‘Let them come,’",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_passages_among_apostrophes(text: str, expected: list[str]) -> None:
    assert [one.span.text_of(text) for one in quotations(text)] == expected

"""English words that name nobody and nothing by themselves: pronouns and the grammar's glue."""

from __future__ import annotations

# may, might and will are left out: people and months have these names
_LISTED = """
i me my mine myself you your yours yourself yourselves he him his himself she her hers herself
it its itself we us our ours ourselves they them their theirs themselves themself one ones
oneself who whom whose whoever whomever which whichever what whatever that this these those
somebody someone something anybody anyone anything everybody everyone everything nobody none
nothing another other others each either neither both all any some many much more most few
fewer several such enough former latter same
a an the no every
and or but nor so yet if unless because although though while whereas whether than as since
until till once when whenever where wherever why how
of in on at by for with from to into onto upon about above across after against along alongside
amid among amongst around before behind below beneath beside besides between beyond despite
down during except inside like near off out outside over past per through throughout toward
towards under underneath unlike up via within without
be am is are was were been being have has had having do does did done doing shall should would
can could must ought cannot
not n't never ever also only just too very even still already again there here then now thus
hence however therefore yes
"""
_WORDS = frozenset(_LISTED.split())
_CLITICS = ("'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "'")
_EDGES = '.,;:!?()[]{}"“”‘«»„…–—-'


def is_function_word(word: str) -> bool:
    """Whether it is one, whatever its case; "US", "WHO" and "IT" are not: they are acronyms."""
    bare = word.strip(_EDGES)
    if len(bare) > 1 and bare.isupper():
        return False
    lower = bare.lower()
    if lower in _WORDS:
        return True
    return any(lower.endswith(one) and lower[: -len(one)] in _WORDS for one in _CLITICS)

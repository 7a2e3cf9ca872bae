"""Nouns, adjectives and adverbs that report: written by hand from usage, singular forms."""

from __future__ import annotations

from annotator.suggest.wordlists import words

_ASSERTING = words(
    """
    acceptance accusation acknowledgement acknowledgment admission affirmation agreement
    allegation announcement argument assertion assessment assumption assurance avowal awareness
    belief boast calculation certainty charge claim comment commentary complaint concern
    concession conclusion confession confidence confirmation conjecture consensus contention
    conviction criticism declaration decree deduction diagnosis disclosure discovery estimate
    estimation excuse expectation explanation fear finding forecast grievance guess guidance
    hint hunch hypothesis idea implication impression inference insight insinuation insistence
    intelligence intuition judgement judgment knowledge lament lie message notice notification
    notion observation opinion perception prediction prejudice premise presumption
    presupposition prognosis projection proposal proposition protest reassurance recognition
    recommendation remark report revelation ruling rumor rumour saying sensation sentiment
    speculation stance statement story suggestion supposition surmise suspicion testimony theory
    thesis thought tip understanding verdict view warning word worry
    """
)
_DENYING = words("contradiction denial disavowal rebuttal refutation rejection repudiation")
_DOUBTING = words("disbelief doubt incredulity misgiving reservation scepticism skepticism")
_QUESTIONING = words("debate enquiry inquiry query question")
_INTENDING = words(
    """
    aim ambition appeal bid call commitment decision demand desire determination hope intention
    offer plan pledge plea plot promise refusal request resolve threat vow willingness
    wish
    """
)


def singular(noun: str) -> str:
    """The form in which a noun is listed, of its form in lower case."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith("s") and not noun.endswith(("ss", "sis", "us", "ews")):
        return noun[:-1]
    return noun


def _noun_polarities() -> dict[str, str]:
    kinds = {
        "asserts": _ASSERTING,
        "denies": _DENYING,
        "doubts": _DOUBTING,
        "questions": _QUESTIONING,
        "intends": _INTENDING,
    }
    return {noun: polarity for polarity, nouns in kinds.items() for noun in nouns}


NOUNS: dict[str, str] = _noun_polarities()
"""Nouns whose that-clause is a claim, "the allegation that …", and their polarity."""
NOUN_FORMS: dict[str, str] = {
    form: noun
    for noun in sorted(NOUNS)
    for form in (noun, noun + "s", noun + "es", noun[:-1] + "ies")
    if singular(form) == noun
}
"""The noun of NOUNS that a form, singular or plural, in lower case, belongs to."""
REPORT_NOUNS: frozenset[str] = frozenset(NOUNS)
MEDIA: frozenset[str] = words("comment message report statement story testimony")
"""Those of them that others tell something in: "said in a statement that …"."""


_SURE = words(
    """
    adamant afraid alarmed amazed angry annoyed anxious apprehensive ashamed astonished aware
    certain clear cognisant cognizant concerned confident conscious content convinced delighted
    determined disappointed dismayed disturbed embarrassed emphatic explicit fearful frustrated
    furious glad grateful happy heartened hopeful horrified impressed insistent jubilant keen
    mindful optimistic outraged persuaded pessimistic pleased positive proud relieved sad saddened
    satisfied scared shocked sorry sure surprised suspicious terrified thankful thrilled troubled
    unaware unhappy upset wary worried
    """
)
_UNSURE = words("doubtful dubious incredulous sceptical skeptical uncertain unconvinced unsure")
_WONDERING = words("curious uncertain undecided unsure")
ADJECTIVES: dict[str, str] = (
    dict.fromkeys(_SURE, "asserts")
    | dict.fromkeys(_UNSURE, "doubts")
    | dict.fromkeys(_WONDERING, "questions")
)
"""Adjectives with a that-clause, "is confident that …", and their polarity."""

ADVERBS: dict[str, str] = dict.fromkeys(
    words("allegedly purportedly reportedly supposedly"), "asserts"
)
"""Adverbs that report without saying who."""

VIEWS: frozenset[str] = words(
    """
    assessment belief estimate estimation estimates eyes judgement judgment opinion reading
    reckoning telling view
    """
)
"""Nouns of "in her view", "in the eyes of the court", "by their account"."""

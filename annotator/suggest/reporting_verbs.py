"""Verbs that report what somebody says, writes or holds: written by hand from usage."""

from __future__ import annotations


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "swear": "swears swore sworn swearing",
    "foresee": "foresees foresaw foreseen foreseeing",
    "know": "knows knew known knowing",
    "find": "finds found finding",
    "feel": "feels felt feeling",
    "hold": "holds held holding",
    "show": "shows showed shown showing",
    "mean": "means meant meaning",
    "read": "reads read reading",
    "hear": "hears heard hearing",
    "see": "sees saw seen seeing",
    "learn": "learns learned learnt learning",
    "understand": "understands understood understanding",
}
_DOUBLING = frozenset({"admit", "blog", "chat", "quip", "refer", "submit", "infer"})

SPEECH = _words(
    """
    acknowledge add admit advise affirm agree allege announce answer argue assert assure attest
    aver boast brag caution claim clarify comment complain concede conclude confess confirm
    contend counter contradict cry declare denounce deny detail disclose dispute emphasise
    emphasize exclaim explain express forecast gripe hint imply inform insist interject joke
    lament maintain mention mock muse note notify object observe opine plead pledge point post
    predict proclaim promise protest quip reaffirm reason recall reckon recommend recount refute
    reiterate relate remark remind repeat reply report respond retort reveal say scoff
    shout signal speculate state stipulate stress submit suggest swear tell testify threaten
    thunder tweet underline underscore urge vow warn whisper wonder write yell interrupt continue
    begin chime opine intone declare demand ask assess estimate propose rule decree tout allow
    """
)
"""What is done aloud or in writing: these may govern a quotation, too."""

THOUGHT = _words(
    """
    anticipate assume believe bet consider decide determine discover doubt dream expect fear feel
    figure find foresee guess hold hope imagine indicate judge know learn mean realise realize
    show suppose surmise suspect think understand warrant worry
    """
)
"""What is held rather than said, and what studies, polls and documents do."""


def _forms(verb: str) -> set[str]:
    if verb in _IRREGULAR:
        return {verb, *_IRREGULAR[verb].split()}
    if verb in _DOUBLING:
        stem = verb + verb[-1]
        return {verb, verb + "s", stem + "ed", stem + "ing"}
    if verb.endswith("e"):
        return {verb, verb + "s", verb + "d", verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return {verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    plural = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return {verb, verb + plural, verb + "ed", verb + "ing"}


SPEECH_FORMS: frozenset[str] = frozenset().union(*map(_forms, SPEECH))
"""Every form of the verbs of SPEECH, in lower case."""
REPORTING_FORMS: frozenset[str] = SPEECH_FORMS.union(*map(_forms, THOUGHT))
"""Every form of SPEECH and THOUGHT, in lower case."""

REPORT_NOUNS = _words(
    """
    accusation admission allegation announcement argument assertion assurance belief charge claim
    conclusion concern confirmation contention conviction declaration denial estimate evidence
    expectation fear finding hint hope idea impression indication insistence knowledge news notion
    opinion pledge prediction promise proof proposal recognition report rumour rumor sign statement
    suggestion suspicion theory threat view vow warning word
    """
)
"""Nouns whose that-clause is a claim: "denied reports that …", "the allegation that …"."""

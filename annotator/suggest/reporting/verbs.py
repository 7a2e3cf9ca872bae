"""Verbs that report what somebody says, holds or wants, by the construction that they take.

Written by hand from usage, in the base form. A verb may stand in several lists.
"""

from __future__ import annotations

from enum import Flag, auto
from typing import NamedTuple

from annotator.suggest.wordlists import words


class Takes(Flag):
    """How a verb takes what it reports.

    CLAUSE: "says (that) …". INSERTED: "…, she says, …", and quotations. QUESTION: "asks whether
    …". OWN_DEED: "vows to …". OTHERS_DEED: "urges them to …". RAISED: "is said to …".
    THING: "describes the way that …", which is reported only as far as it says something.
    """

    CLAUSE = auto()
    INSERTED = auto()
    QUESTION = auto()
    OWN_DEED = auto()
    OTHERS_DEED = auto()
    RAISED = auto()
    THING = auto()


class Use(NamedTuple):
    """What a form is a form of, what that takes, and where its subject stands on it.

    polarity: "asserts", "denies", "doubts", "questions" or "intends".
    """

    lemma: str
    takes: Takes
    polarity: str


SPEECH = words(
    """
    acknowledge add admit advise affirm agree allege allow announce answer argue ask assert assess
    assure attest aver avow bark begin bellow blog bluster boast brag caution certify charge chime
    chuckle claim clarify comment complain concede conclude concur confess confide confirm contend
    continue counter crow cry declare decree demand deny detail disclose dispute elaborate
    emphasise emphasize enthuse estimate exclaim explain express forecast fret fume gloat gripe
    groan grouse growl grumble grunt gush hint imply inform insinuate insist instruct interject
    interrupt intimate intone joke lament lecture maintain mention moan mock mumble murmur muse
    mutter note notify object observe offer opine plead pledge point post posit postulate preach
    predict proclaim profess project promise pronounce propose protest quip rant reaffirm reason
    reassert reassure rebut recall reckon recommend recount refute reiterate rejoin relate remark
    remind repeat reply report respond restate retort reveal rule say scoff scream shout shriek
    sigh signal snap sneer sniff snort speculate stammer state stipulate stress submit suggest
    summarise summarize surmise swear teach tell tease testify thunder tout tweet underline
    underscore urge venture vouch vow wail warn whine whisper wonder write yell
    """
)
"""What is done aloud or in writing: these may govern a quotation, too."""

THOUGHT = words(
    """
    accept anticipate appreciate assume bemoan believe bet calculate conceive conjecture consider
    decide deduce deem deplore determine discern discover divine doubt dread dream envisage
    envision expect fancy fathom fear feel figure find forget foresee gather guess hear hold hope
    hypothesise hypothesize imagine infer intuit judge know learn marvel notice perceive presume
    pray realise realize recognise recognize recollect regret rejoice remember resolve see sense
    suppose suspect theorise theorize think trust understand visualise visualize wager wish worry
    """
)
"""What is held rather than said."""

EVIDENCE = words(
    """
    attest confirm demonstrate document establish evidence illustrate indicate read show
    substantiate underscore
    """
)
"""What studies, polls and documents do."""

ASKING = words(
    """
    ask consider debate decide determine discuss enquire examine explore inquire investigate mull
    ponder probe query question wonder
    """
)
"""Those whose "whether" leaves it open."""

DENIAL = words(
    """
    challenge contest contradict controvert debunk deny disavow disclaim discount dismiss disown
    dispute gainsay negate rebuff rebut refute reject repudiate rubbish
    """
)
DOUBT = words("disbelieve distrust doubt mistrust question query")

OWN_DEED = words(
    """
    agree aim aspire decline demand desire expect fear hesitate hope intend offer plan plead pledge
    plot propose promise refuse resolve scheme seek swear threaten undertake volunteer vow want
    wish
    """
)
"""With an infinitive: what their subject means, or refuses, to do."""

OTHERS_DEED = words(
    """
    admonish advise ask beg beseech challenge command counsel encourage entreat exhort implore
    instruct order petition remind request tell urge warn
    """
)
"""With an object and an infinitive: what they want somebody else to do."""

RAISED = words(
    """
    allege assume believe claim consider deem estimate expect fear forecast hold know perceive
    predict presume report rumor rumour say see suspect think understand
    """
)
"""In the passive with an infinitive: "is said to have left"."""

THING = words(
    """
    acknowledge admit admonish advocate allege announce applaud argue articulate assail assert
    bash belittle bemoan berate bewail blame blast celebrate challenge champion chide chronicle
    cite claim clarify commend compare complain concede condemn condone confirm contest convey
    counter credit criticise criticize decry deem defend demand demonstrate denounce deny
    deplore deride describe detail disclose discuss dismiss disparage dispute doubt echo
    elaborate emphasise emphasize endorse enumerate envisage envision estimate examine excoriate
    expect explain express extol fault favor favour fear flag forecast foresee hail highlight
    hope illustrate imagine indicate interpret invoke itemise itemize justify lambast lambaste
    lament lampoon laud list malign mention mock mourn narrate note oppose outline pan pillory
    pledge ponder portray pose praise preach predict proclaim project promise propose protest
    question quote reaffirm rebuke recall recite recommend recount reference register regret
    reiterate reject relate relay remember repeat report reprimand request resent restate retell
    reveal ridicule rue savage scold scorn second showcase slam specify state stress suggest
    summarise summarize tout trumpet underline underscore urge utter voice vow warn welcome
    """
)
"""With a noun phrase: what is reported is in that."""

RARELY_REPORTING = words("begin continue allow object read point post offer rule consider")
"""Those of the above that, followed by a noun phrase or an infinitive, are mostly no report."""

KNOWING = words(
    """
    accept appreciate assess consider decide deduce determine discern discover divine document
    establish fathom figure find forget gather guess hear illustrate imagine judge know learn
    notice perceive read recall recognise recognize recollect remember see sense show understand
    visualise visualize
    """
)
"""With "what", "how" or "who" these tell that something is known, not what is said of it."""
PERCEIVING = words("consider feel find hear hold judge know notice read see sense")
"""Verbs of reporting with "that" alone: "saw it fall" and "felt the house shake" report nothing."""

_PARTS = {
    "bet": "bet bets betting",
    "begin": "begin begins began begun beginning",
    "choose": "choose chooses chose chosen choosing",
    "dream": "dream dreams dreamed dreamt dreaming",
    "feel": "feel feels felt feeling",
    "find": "find finds found finding",
    "forecast": "forecast forecasts forecasted forecasting",
    "foresee": "foresee foresees foresaw foreseen foreseeing",
    "forget": "forget forgets forgot forgotten forgetting",
    "hear": "hear hears heard hearing",
    "hold": "hold holds held holding",
    "know": "know knows knew known knowing",
    "learn": "learn learns learned learnt learning",
    "make": "make makes made making",
    "read": "read reads reading",
    "say": "say says said saying",
    "see": "see sees saw seen seeing",
    "seek": "seek seeks sought seeking",
    "show": "show shows showed shown showing",
    "speak": "speak speaks spoke spoken speaking",
    "strive": "strive strives strove striven striving",
    "swear": "swear swears swore sworn swearing",
    "teach": "teach teaches taught teaching",
    "tell": "tell tells told telling",
    "think": "think thinks thought thinking",
    "understand": "understand understands understood understanding",
    "undertake": "undertake undertakes undertook undertaken undertaking",
    "write": "write writes wrote written writing",
}
_DOUBLING = frozenset(
    {"admit", "beg", "blog", "brag", "chat", "commit", "concur", "fret", "infer", "mum", "opt"}
    | {"pan", "plan", "plot", "prefer", "quip", "rebut", "refer", "slam", "snap", "submit"}
)
"""Verbs that double their last letter: "admitted"."""


def forms(verb: str) -> frozenset[str]:
    """The inflected forms of a verb, in lower case."""
    if verb in _PARTS:
        return words(_PARTS[verb])
    if verb in _DOUBLING:
        stem = verb + verb[-1]
        return frozenset({verb, verb + "s", stem + "ed", stem + "ing"})
    if verb.endswith("ee"):
        return frozenset({verb, verb + "s", verb + "d", verb + "ing"})
    if verb.endswith("e"):
        return frozenset({verb, verb + "s", verb + "d", verb[:-1] + "ing"})
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return frozenset({verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"})
    plural = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return frozenset({verb, verb + plural, verb + "ed", verb + "ing"})


def _takes(verb: str) -> Takes:
    lists = (
        (SPEECH, Takes.CLAUSE | Takes.INSERTED),
        (THOUGHT, Takes.CLAUSE | Takes.INSERTED),
        (EVIDENCE, Takes.CLAUSE | Takes.INSERTED),
        (DENIAL | DOUBT, Takes.CLAUSE),
        (ASKING, Takes.QUESTION),
        (OWN_DEED, Takes.OWN_DEED),
        (OTHERS_DEED, Takes.OTHERS_DEED),
        (RAISED, Takes.RAISED),
        (THING | DENIAL, Takes.THING),
    )
    found = Takes(0)
    for listed, takes in lists:
        if verb in listed:
            found |= takes
    return found


def _polarity(verb: str) -> str:
    if verb in DENIAL:
        return "denies"
    if verb in DOUBT:
        return "doubts"
    if verb in {"ask", "enquire", "inquire", "wonder"}:
        return "questions"
    if verb in OWN_DEED - SPEECH - THOUGHT or verb in {"hope", "pledge", "vow", "wish", "promise"}:
        return "intends"
    return "asserts"


def _uses() -> dict[str, Use]:
    verbs = SPEECH | THOUGHT | EVIDENCE | ASKING | DENIAL | DOUBT
    verbs |= OWN_DEED | OTHERS_DEED | RAISED | THING
    return {
        form: Use(verb, _takes(verb), _polarity(verb))
        for verb in sorted(verbs)
        for form in forms(verb)
    }


USES: dict[str, Use] = _uses()
"""Every form of every verb of this module, in lower case."""

SPEECH_FORMS: frozenset[str] = frozenset().union(*map(forms, SPEECH))
"""Every form of the verbs of SPEECH, in lower case."""
REPORTING_FORMS: frozenset[str] = SPEECH_FORMS.union(*map(forms, THOUGHT | EVIDENCE))
"""Every form of the verbs that report with a clause, in lower case."""

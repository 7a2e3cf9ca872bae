"""Words that stand with quotations: written by hand from usage."""

from __future__ import annotations

from annotator.suggest.reporting.nouns import REPORT_NOUNS
from annotator.suggest.reporting.verbs import SPEECH_FORMS, USES, forms


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


_PARTS = {
    "cast": "cast casts casting",
    "give": "give gives gave given giving",
    "go": "go goes went gone going",
    "hit": "hit hits hitting",
    "hold": "hold holds held holding",
    "leave": "leave leaves left leaving",
    "make": "make makes made making",
    "put": "put puts putting",
    "begin": "begin begins began beginning",
    "read": "read reads reading",
    "rip": "rip rips ripped ripping",
    "send": "send sends sent sending",
    "shoot": "shoot shoots shot shooting",
    "run": "run runs ran running",
    "sing": "sing sings sang sung singing",
    "tag": "tag tags tagged tagging",
}


def _inflected(verbs: frozenset[str]) -> frozenset[str]:
    parts = (_words(_PARTS[one]) if one in _PARTS else forms(one) for one in verbs)
    return frozenset().union(*parts)


_JUDGING = _words(
    """
    accuse address adopt answer assail attack attribute berate blame blast brand call caricature
    cast castigate characterise characterize charge chide christen chant close coin compare
    conclude condemn credit criticise criticize damn decry deem define denigrate denounce deride
    describe disparage dub email excoriate explode go greet hail hit insult invoke jeer joke label
    lambaste lampoon lash laud liken mock name nickname open paint paraphrase pen persist phone
    portray praise press put quote rail rate read rebuke recite refer rename respond rip savage
    scold shoot sing slam sneer start style tag taunt term text thank title trash trumpet use
    vilify volunteer
    """
)
"""Verbs whose words for somebody or something are quoted: "called the plan “a mistake”"."""
_CALLING_OUT = _words("boom chant cheer email go joke persist press probe roar sing text thank")

CUE_FORMS: frozenset[str] = frozenset(USES) | _inflected(_JUDGING)
"""Every form of a verb that may announce or use a quotation, in lower case."""
SAYING_FORMS: frozenset[str] = SPEECH_FORMS | _inflected(_CALLING_OUT)
"""Every form of those that may stand beside a quotation with nothing but their subject."""
BESIDE_FORMS: frozenset[str] = SAYING_FORMS | _inflected(
    _words("begin conclude open question react read run start")
)
"""Those, and the forms that speak only where they stand right beside a quotation."""
ASKING_FORMS: frozenset[str] = _inflected(_words("ask inquire enquire press query wonder"))

CONTENT_NOUNS: frozenset[str] = REPORT_NOUNS | _words(
    """
    ad address advert advertisement answer appeal blog bulletin call caption chant column comment
    communique criticism cry declaration demand description dismissal editorial email essay
    headline invitation joke lecture letter memo message motto note order phrase plea post press
    promise quip quote read rebuke refrain release remark reply request response retort sermon
    slogan speech tagline talk testimony text tirade transcript tweet urging verdict
    """
)
"""Nouns, in the singular, that stand for words said or written: "his remark that …"."""

_MESSAGES = _words("letter message post sign speech statement text tweet")
_PUBLISHED = _words(
    """
    ad advert advertisement article blog book brief brochure bulletin caption column communique
    document e-mail editorial email essay filing flyer headline leaflet mail mailer memo newsletter
    note op-ed paper piece poem poster press publication release report screed story study
    testimony transcript treatise video website
    """
)
DOCUMENTS: frozenset[str] = _MESSAGES | _PUBLISHED
"""Nouns, in the singular, for what somebody issues and what then "says" something itself."""
WORKS: frozenset[str] = _PUBLISHED | _words(
    """
    album anthem ballad biopic blockbuster cartoon channel classic comedy documentary drama episode
    exhibit exhibition fiction film franchise game hit hymn magazine manifesto memoir movie musical
    novel opera painting play podcast programme program sculpture sequel serial series show single
    sitcom song soundtrack spot thriller title track trilogy tune
    """
)
"""Nouns, in the singular, that a title may follow."""
ISSUING_FORMS: frozenset[str] = _inflected(
    _words(
        """
        air author blast circulate create deliver distribute draft email file give hold issue leave
        mail make offer pen place post produce publish put record release send share sign submit
        text tweet upload write
        """
    )
)
"""What somebody does to let a document say their words."""

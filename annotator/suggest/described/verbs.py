"""Words whose subject holds a view or tells something: written by hand from usage."""

from __future__ import annotations

from annotator.suggest.reporting.verbs import forms


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


def _forms_of(lines: str) -> frozenset[str]:
    return frozenset[str]().union(*map(forms, lines.split()))


STANCE_VERBS: frozenset[str] = _forms_of(
    """
    abhor accuse address admire admonish advocate agree applaud approve ask assail back balk
    bash berate blame blast boycott call campaign castigate caution celebrate censure champion
    chant characterise characterize chastise cheer chide choose cite commend compare condemn
    condone congratulate consider criticise criticize decline decry defend demand denounce
    depict deplore deride describe desire detest disagree disapprove disavow discuss dislike
    dismiss dispute distrust document downplay embrace emphasise emphasize endorse envy
    eulogise excoriate express fault favor favour fear forgive greet grumble hail hate heckle
    hope identify intend jeer joke label lament lambast lambaste laud like loathe lobby love
    malign mistrust mock oppose pardon plan pledge portray praise predict prefer promise
    propose protest push question rally rate rebuff rebuke rebut refuse regard refer reject
    repudiate request resent resist respect reprimand ridicule salute scold scorn see seek shun
    slam slate speak spurn support talk thank threaten tout trust urge value view vilify vow
    want warn welcome wish worry
    """
)
"""For or against something, or taking it for something."""

STANCE_ADJECTIVES: frozenset[str] = _words(
    """
    adamant afraid aghast alarmed ambivalent angry anxious apprehensive ashamed aware baffled
    bitter cautious certain concerned confident convinced cynical defiant determined
    disappointed divided doubtful dubious eager enthusiastic excited fearful frustrated furious
    glad grateful happy hesitant hopeful horrified hostile impatient incredulous indifferent
    keen loath mindful nervous opposed optimistic outraged passionate pessimistic pleased
    poised proud ready relieved reluctant resentful resigned sceptical shocked skeptical sorry
    split suspicious sure surprised sympathetic thankful thrilled unanimous unaware uncertain
    unconvinced undecided uneasy unhappy unimpressed unsure unwilling upset wary weary willing
    worried
    """
)
"""How one stands on something: "residents are wary"."""

STANCE_NOUNS: frozenset[str] = _words(
    """
    accusation acknowledgement admiration admission advice affirmation agreement allegation
    anger announcement antipathy appeal applause apology approval argument assertion assurance
    backing backlash belief blessing call censure challenge claim comment complaint concern
    condemnation confirmation consensus consent contempt criticism defiance demand denial
    denunciation disagreement disapproval dissatisfaction dissent doubt encouragement
    endorsement enthusiasm estimate expectation fear feedback fury grievance hope hostility
    indignation insistence invitation ire mistrust objection offer opinion opposition outcry
    outrage permission plea pledge praise prediction pressure promise proposal protest question
    rebuke recommendation rejection reluctance reply report request resentment resistance
    response scepticism scorn skepticism statement suggestion support suspicion sympathy
    testimony threat trust unease view vow warning welcome wish worry
    """
)
"""What one says or holds, where "from" tells who does: "opposition from farmers"."""

NEUTRAL_VERBS: frozenset[str] = _forms_of(
    "begin cease continue end face find finish gather hear hold keep know learn read start stop"
)
"""They may take what is said, but what their subject does is mostly something else."""

SHOWING_VERBS: frozenset[str] = _forms_of(
    "allege claim conclude confirm find indicate predict reveal say show suggest warn estimate"
)
"""What reports and polls do, where they are cited as a source."""

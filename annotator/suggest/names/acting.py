"""Whether a place does something in a sentence that only somebody can do: "Norway refused"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.reporting.verbs import USES, forms
from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from annotator.suggest.names.mentions import Mention

_VERBS = words(
    """
    abandon abolish abstain accede accept accuse act adopt advance agree aim ally annex appeal
    apply appoint approve arm arrest assist attack attempt attend authorise authorize avoid
    back ban bar beat begin block blockade bomb boost borrow boycott break build buy call
    cancel cease celebrate choose close coerce commit compete condemn conduct confirm
    confiscate conquer consider consult contest continue contribute cooperate counter create
    criticise criticize cut decide declare decline defeat defend defy delay demand deny deploy
    deport detain develop dispatch donate drop ease elect embrace enact end enforce enter
    evacuate exclude execute expand expel export extend extradite fail fight fine fire follow
    force form free freeze fund gather give grant hail halt hand handle help hire hit hold
    host ignore import impose include increase insist intend intercept intervene introduce
    invade invest invite jail join keep kill launch lead leave legalise legalize lend levy
    liberate lift limit lobby lose maintain make mark mediate meet monitor mount move
    negotiate nominate obtain occupy offer open operate oppose order organise organize oust
    outlaw overtake participate pass pay persuade plan play pledge prepare press pressure
    pressurise prevent probe produce prohibit promise promote propose prosecute protect
    protest provide provoke publish pull punish purchase push ratify reach react ready reject
    release renew repatriate replace resist resolve respond restore restrict resume retaliate
    return review revoke rule sanction seal secure seek seize sell send set shell shoot shut
    side sign spend sponsor spy start stop strike strip submit sue supply support surrender
    suspend take target tell test threaten tighten toughen trade train try unveil urge use
    veto violate visit vote vow want warn welcome win withdraw withhold work
    """
)
_IRREGULAR = words(
    """
    banned banning barred barring beaten began beginning begun bought broke broken built chose
    chosen committed committing compelled compelling cut drawn drew dropped dropping expelled
    expelling forbade fought froze frozen gave given held hit hitting kept led left lent lost
    made met overtaken overtook paid planned planning seized sent shot shut shutting sold
    sought spent spied stopped stopping stripped struck submitted submitting taken taking told
    took vetoed vetoes vetoing winning withdrawn withdrew withheld won
    """
)
"""Forms that those of the other verbs do not follow."""
_ACTING = _IRREGULAR.union(*map(forms, _VERBS)) | USES.keys()


def acts(doc: Doc, mention: Mention) -> bool:
    """Whether a mention is the subject, or the agent after "by", of such a verb."""
    if not doc.has_annotation("DEP"):
        return False
    token = doc[mention.end - 1]
    if token.dep_ == "nsubj":
        return _is_deed(token.head.lower_) and token.head.tag_.startswith("VB")
    by = token.head
    return token.dep_ == "pobj" and by.dep_ == "agent" and _is_deed(by.head.lower_)


def _is_deed(verb: str) -> bool:
    return verb in _ACTING

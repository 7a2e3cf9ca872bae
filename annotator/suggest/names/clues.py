"""What a name itself, the model, and the words around it tell about what it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.suggest.names.demonyms import is_demonym
from annotator.suggest.names.evidence import Evidence
from annotator.suggest.names.gazetteer import place
from annotator.suggest.names.kinds import of_words
from annotator.suggest.names.nouns import ADJECTIVES, GENERIC
from annotator.suggest.names.titles import is_honorific, is_title
from annotator.suggest.names.tokens import POSSESSIVES
from annotator.suggest.reporting.verbs import REPORTING_FORMS
from annotator.suggest.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.suggest.names.mentions import Mention
    from annotator.suggest.names.tokens import Tokens

_MODEL: Mapping[str, Mapping[str, float]] = {
    "PERSON": {"person": 2.4, "place": 0.1, "nothing": 0.4},
    "PER": {"person": 2.4, "place": 0.1, "nothing": 0.4},
    "ORG": {"organisation": 1.7, "place": 0.2, "nothing": 0.6},
    "NORP": {"group": 2.6},
    "GPE": {"town": 2.2, "actor": 0.1},
    "LOC": {"region": 2.2, "actor": 0.2},
    "FAC": {"site": 1.6, "actor": 0.4},
    "MISC": {"group": 1.0, "nothing": 0.6},
    "PRODUCT": {"nothing": 0.6, "actor": 0.8},
    "": {"nothing": 1.2, "actor": 0.5},
}
_OTHER_MODEL: Mapping[str, float] = {"nothing": 1.6, "actor": 0.4}
_OF_WORDS = {
    "organisation": "name of an organisation",
    "site": "name of a building or road",
    "region": "name of a place",
    "nothing": "",
}
_OF_RANK = (0.8, 1.2, 2.5, 4.0)
"""What speaks for a place that the gazetteer knows, by its rank."""

_WITHIN = words("across around in inside near outside throughout via")
_TOWARDS = words("at from into off over through to toward towards")
_PLACE_NOUNS = words(
    """
    area capital cities city counties county department district districts enclave governorate
    hamlet island islands municipalities municipality neighborhood neighbourhood oblast peninsula
    port prefecture province provinces region regions republic settlement state states suburb
    suburbs territory town towns village villages
    """
)
_RULERS = words(
    """
    archbishop archduke bishop caliph count countess duchess duke earl emir empress emperor
    governor king mayor mayoress patriarch prefect prince princess queen sheikh sultan tsar
    """
)
"""Who stands before the "of" of a place."""
_ONLY_OF_PLACES = _PLACE_NOUNS - words("capital islands port region republic state states")
_FIRM_NOUNS = words(
    """
    agency airline alliance app automaker band bank bloc brand broadcaster carmaker carrier channel
    charity club coalition company conglomerate daily faction firm foundation giant group label
    magazine maker manufacturer militia movement network newspaper ngo nonprofit operator
    opposition outlet party platform producer publisher retailer site start-up startup subsidiary
    supermarket team union website
    """
)
"""What organisations are called right before or after their name."""
_WORK_NOUNS = words(
    """
    album anime ballad ballet biopic blockbuster book comedy comic documentary drama episode essay
    film franchise manga memoir miniseries movie musical novel novella opera painting play poem
    poetry remake romcom saga sculpture sequel show sitcom song soundtrack symphony thriller
    trilogy
    """
)
"""What stands after them in a capital is their title."""
_PORTFOLIOS = words(
    """
    bachelor commissioner lecturer master minister ministers professor secretaries secretary
    undersecretary
    """
)
"""What stands after their "of" or "for" is their field."""
_TELLING = words("ask asked asks inform informed informs tell telling tells told")
_BEFORE_PEOPLES = words("all many most other some the thousands young")
_NOUNS = words("NN NNS JJ NNP NNPS")
_NO_NAMES = frozenset({"VB", "RB", "JJ", "IN", "UH"})
"""How the tags of words begin that are names only by mistake."""
_AGES = range(10, 111)
_OPENING = frozenset({"“", '"', "‘", "``"})
_CLOSING = frozenset({"”", '"', "’", "'", "''"})


def of_name(name: str) -> Evidence:
    """What the name itself tells, wherever it stands."""
    found = Evidence()
    parts = name.split()
    kind = of_words([part.lower() for part in parts])
    known = place(name)
    if known and known.rank < 3 and name.isupper() and len(name) < 5:
        known = None  # "OSH" is an abbreviation rather than the town
    if kind and not (known and known.rank > 1):
        found.add(kind, 6.0 if kind == "nothing" and len(parts) == 1 else 4.0, _OF_WORDS[kind])
    if known:
        weight = _OF_RANK[known.rank] + (3.0 if known.kind == "country" else 0.0)
        weight += 1.0 if len(parts) > 1 and known.rank else 0.0
        found.add(known.kind, weight, f"known {known.kind}")
    if len(parts) == 1:
        _add_of_single_word(found, name, is_known=bool(kind or known))
    return found


def _add_of_single_word(found: Evidence, name: str, *, is_known: bool) -> None:
    if not is_known:
        found.add("place", -1.5)  # most places of which the news speaks are in the gazetteer
        if name.isupper() and 1 < len(name) < 7:
            found.add("organisation", 0.8, "an acronym")
    if name.lower() in GENERIC or name.lower() in ADJECTIVES:
        found.add("nothing", 4.0)


def of_context(tokens: Tokens, mention: Mention) -> Evidence:
    """What the model and the words around one mention tell."""
    found = Evidence()
    if all(is_title(tokens.texts[at]) for at in range(mention.first, mention.end)):
        found.add("nothing", 5.0)
        return found
    _add_of_model(found, tokens, mention)
    _add_of_words_before(found, tokens, mention)
    _add_of_words_after(found, tokens, mention)
    return found


def is_adjective(tokens: Tokens, mention: Mention) -> bool:
    """Whether "Syrian" or "Sunni" only describes what the noun after it names."""
    name = tokens.text(mention.first, mention.end)
    if mention.model != "LANGUAGE" and not is_demonym(name):
        return False
    after = tokens.small(mention.end)
    if after == "-" or not tokens.tagged:
        return after == "-"
    last = mention.end - 1
    if mention.end < len(tokens) and tokens.spaced[last] and tokens.tags[mention.end] in _NOUNS:
        return True
    if name.endswith("s") and tokens.tags[last] == "NNPS":
        return False
    is_people = tokens.small(mention.first - 1) in _BEFORE_PEOPLES or last in tokens.subjects
    return not is_people or after in {"and", "or", '"', "“"}


def _add_of_model(found: Evidence, tokens: Tokens, mention: Mention) -> None:
    model, single = mention.model, mention.end - mention.first == 1
    reason = f"named entity, {model}" if model else "a name by its capitals"
    for kind, weight in _MODEL.get(model, _OTHER_MODEL).items():
        found.add(kind, weight * (1.0 if single else 1.25), reason)
    if tokens.opens(mention.first):
        if not model:
            found.add("nothing", 0.8 if single else 0.2)
        if single and tokens.small(mention.first) in tokens.nouns:
            found.add("nothing", 4.0)
    if single and tokens.tagged and tokens.tags[mention.first][:2] in _NO_NAMES:
        found.add("nothing", 1.5)


def _add_of_words_before(found: Evidence, tokens: Tokens, mention: Mention) -> None:
    at = mention.first - 1
    if mention.title:
        sure = is_title(tokens.small(at)) or any(map(is_honorific, mention.title.split()))
        found.add("person", 4.0 if sure else 2.5, f"title “{mention.title}” before it")
    elif tokens.small(at) == "the":
        at -= 1
        found.add("person", -1.0)
    before, earlier = tokens.small(at), tokens.small(at - 1)
    reason = f"“{before}” before it"
    if before in {"of", "for"} and earlier in _PORTFOLIOS:
        found.add("nothing", 2.5)
    if before in _WITHIN:
        owns = tokens.small(mention.end) in POSSESSIVES
        found.add("place", 0.5 if owns else 3.0, reason)
    elif before in _TOWARDS:
        found.add("place", 0.8, reason)
    elif before == "of" and earlier in _PLACE_NOUNS:
        found.add("town", 4.5, f"“{earlier} of” before it")
    elif before == "of" and earlier in _RULERS:
        found.add("place", 4.0, f"“{earlier} of” before it")
    elif before in _FIRM_NOUNS:
        found.add("organisation", 2.0, reason)
    elif before in _PLACE_NOUNS and before != "state":
        found.add("town", 1.2, reason)
    elif before in REPORTING_FORMS and tokens.is_verb(at):
        found.add("actor", 1.5 if before in _TELLING else 0.8, reason)
    elif before in _WORK_NOUNS:
        found.add("nothing", 2.5)
    elif before in _OPENING and _closes(tokens, mention.end):
        found.add("nothing", 2.5 if tokens.small(at - 1) in _WORK_NOUNS else 1.5)


def _closes(tokens: Tokens, at: int) -> bool:
    """Whether a quotation ends there, perhaps after a comma."""
    return tokens.small(at + 1 if tokens.small(at) in {",", "."} else at) in _CLOSING


def _add_of_words_after(found: Evidence, tokens: Tokens, mention: Mention) -> None:
    after, later = tokens.small(mention.end), tokens.small(mention.end + 1)
    reason = f"“{after}” after it"
    if after in REPORTING_FORMS and tokens.is_verb(mention.end):
        found.add("actor", 1.5, reason)
    elif after in {"who", "whose"} or (after == "," and later in {"who", "whose"}):
        found.add("person", 2.0, "“who” after it")
    elif after == "," and later.isdecimal() and len(later) < 4 and int(later) in _AGES:
        found.add("person", 4.0, "an age after it")
    elif after in _PLACE_NOUNS:
        found.add("region", 3.5 if after in _ONLY_OF_PLACES else 2.0, reason)
    elif is_title(after) and tokens.texts[mention.end].islower() and not mention.title:
        # a spokesman is an organisation's rather than a person's; the label stays open
        found.add("organisation", 1.5)
        found.add("person", -1.5)
    elif after in _FIRM_NOUNS and not is_demonym(tokens.text(mention.first, mention.end)):
        found.add("organisation", 1.8, reason)
    elif after == "-" and later == "based":
        found.add("town", 3.0, "“-based” after it")

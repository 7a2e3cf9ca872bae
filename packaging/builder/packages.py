"""The Python packages in a frozen program, each with what it says of itself."""

from __future__ import annotations

import tomllib
from importlib.metadata import distributions as find_distributions
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from packaging.markers import Marker, default_environment

from annotator.services import distributions
from annotator.services.distributions import Need, normal
from builder import locked
from builder.carried import dotted
from builder.components import Component
from builder.places import ROOT
from builder.running import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from importlib.metadata import Distribution
    from pathlib import Path


class Packages(NamedTuple):
    """Where to ask.

    there: what may be in the program. used: what it needs, by the markers of its system. digests:
    of the wheels, all by name in normal form.
    """

    there: Mapping[str, Distribution]
    used: Mapping[str, Distribution]
    digests: Mapping[str, str]
    environment: Mapping[str, str]


def of_this_system() -> Packages:
    """What is installed beside the builder."""
    there = distributions.installed()
    there.pop("annotator", None)
    environment = {name: str(value) for name, value in default_environment().items()}
    used, missing = distributions.reachable(wanted(), there, _judge(environment))
    if missing:
        raise CannotBuild(f"not installed: {', '.join(sorted(missing))}; run make packaging-setup")
    return Packages(there, used, locked.digests_here(), environment)


def of_wheels(wheels: Sequence[Path], environment: Mapping[str, str]) -> Packages:
    """What is in wheels, of whatever system. environment: what markers ask for there."""
    found = {
        normal(one.metadata["Name"]): one
        for one in find_distributions(path=[str(wheel) for wheel in wheels])
    }
    return Packages(found, found, locked.digests(wheels), environment)


def wanted() -> list[Need]:
    """What the program says it needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [distributions.need(one) for one in project["dependencies"]]


def components(
    packages: Packages, modules: Collection[str], texts: Mapping[str, tuple[str, ...]]
) -> list[Component]:
    """The packages of which a program carries at least one module.

    modules: those of the program. texts: licences of packages that bring none, by name.
    Raises CannotBuild if a package has no licence text, or should not be there at all.
    """
    carried = {
        name: package
        for name, package in sorted(packages.there.items())
        if not modules_of(package).isdisjoint(modules)
    }
    strange = sorted(carried.keys() - packages.used.keys())
    if strange:
        raise CannotBuild(
            f"the program carries {', '.join(strange)}, which it does not need;"
            " leave it out of the bundle"
        )
    return [
        _component(name, package, packages, carried, texts) for name, package in carried.items()
    ]


def modules_of(package: Distribution) -> set[str]:
    """The dotted names of all modules of a package."""
    return {dotted(PurePosixPath(str(file))) for file in package.files or ()} - {""}


def key(name: str) -> str:
    """What names a package within one list."""
    return f"python:{name}"


def _component(
    name: str,
    package: Distribution,
    packages: Packages,
    carried: Collection[str],
    texts: Mapping[str, tuple[str, ...]],
) -> Component:
    own = distributions.texts_of(package) or texts.get(name, ())
    licence = distributions.licence_of(package)
    if not own or not licence:
        raise CannotBuild(
            f"{name} {package.version} names no licence or brings no text of it;"
            " put the text into packaging/legal"
        )
    judge = _judge(packages.environment)
    stated = map(distributions.need, package.requires or ())
    needs = {one.name for one in stated if not one.marker or judge(one.marker, frozenset())}
    return Component(
        package.metadata["Name"],
        package.version,
        licence,
        key(name),
        purl=f"pkg:pypi/{name}@{package.version}",
        sha256=packages.digests.get(name, ""),
        home=distributions.home_of(package),
        texts=own,
        needs=tuple(sorted(key(one) for one in needs if one in carried)),
    )


def _judge(environment: Mapping[str, str]) -> Callable[[str, frozenset[str]], bool]:
    """What tells whether a marker holds where some extras are asked for."""

    def applies(marker: str, extras: frozenset[str]) -> bool:
        return any(Marker(marker).evaluate({**environment, "extra": one}) for one in ("", *extras))

    return applies

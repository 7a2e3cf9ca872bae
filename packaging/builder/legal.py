"""What a package says about the work of others: licences, bill of materials, texts."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from annotator.services import credits, distributions
from annotator.services.distributions import normal
from builder import carried, embedded, licences, packages, sbom
from builder.components import Component
from builder.places import BUNDLE, ROOT, WORK
from builder.product import product
from builder.running import CannotBuild

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from annotator.services.credits import DataCredit

PLACE = f"{carried.LIBRARIES}/annotator/_resources/{credits.LEGAL}"
"""The folder within a frozen program."""


def build(
    program: Path = BUNDLE,
    *,
    wheels: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
) -> Path:
    """Writes the folder for a frozen program, and puts it into it. Returns the folder.

    program: the folder that holds the executable. wheels: what it was made from, where that is
    not installed here; environment: then also what markers ask for on its system.
    Raises CannotBuild if the program is not there, or holds something of unknown licence.
    """
    if not (program / carried.LIBRARIES).is_dir():
        raise CannotBuild(f"there is no program in {program}; make it first: make bundle")
    if environment is None:
        source, system = packages.of_this_system(), sys.platform
    else:
        source = packages.of_wheels(wheels, environment)
        system = environment["sys_platform"]
    folder = write(gather(program, source), system, WORK / f"{credits.LEGAL}-{system}")
    shutil.rmtree(program / PLACE, ignore_errors=True)
    shutil.copytree(folder, program / PLACE)
    return folder


def gather(program: Path, source: packages.Packages) -> list[Component]:
    """All components of a program, in the order of their names."""
    silent = embedded.texts_of_silent_packages()

    def covering(name: str) -> tuple[str, ...]:
        return distributions.texts_of(source.there[name]) if name in source.there else ()

    found = packages.components(source, carried.modules(program), silent)
    found += embedded.components(program, covering)
    brought = {file.name for one in source.there.values() for file in one.files or ()}
    strange = embedded.unaccounted(program, brought)
    if strange:
        raise CannotBuild(
            f"nobody says what {', '.join(strange)} is; leave it out of the program,"
            " or describe it in packaging/legal/embedded.toml"
        )
    return sorted(found, key=lambda one: (one.name.lower(), one.version))


def write(components: Sequence[Component], system: str, folder: Path) -> Path:
    """Writes the five files into a new folder."""
    versions = {normal(one.name): one.version for one in components}
    notice, data = credits.statements(versions.get("pyside6-essentials", ""))
    listed = [*components, *map(of_data, data)]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in {
        credits.LICENCES: licences.written(product().version, notice, data, components),
        credits.SBOM: sbom.written(listed, system),
        credits.OWN_LICENCE: (ROOT / "LICENSE").read_text(encoding="utf-8"),
        "LGPL-3.txt": embedded.text("LGPL-3") + "\n",
        "GPL-3.txt": embedded.text("GPL-3") + "\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


def of_data(one: DataCredit) -> Component:
    """What is not code, as a component."""
    name = normal(one.name)
    where = f"pkg:generic/{name}@{one.version}".rstrip("@")
    return Component(
        one.name, one.version, one.licence, f"data:{name}", "data", purl=where, says=one.says
    )

"""The wheel for pip and pipx, with a bill of what it carries itself."""

from __future__ import annotations

import os
import tomllib
from importlib import import_module
from pathlib import Path

from annotator.services import credits
from builder import legal, sbom
from builder.components import Component
from builder.places import DIST, ROOT, WORK
from builder.product import product
from builder.running import steady


def build() -> None:
    """Makes dist/annotator-VERSION-py3-none-any.whl: the same bytes from the same source."""
    print(f"  {made(DIST)}")


def made(folder: Path) -> Path:
    """Builds the wheel into a folder and returns it.

    Libraries are no part of it: pip adds them. So its bill names only the data that it carries.
    """
    bill = WORK / "wheel" / f"{product().name}.cdx.json"
    bill.parent.mkdir(parents=True, exist_ok=True)
    bill.write_text(sbom.written(carried(), "any"), encoding="utf-8", newline="\n")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    target = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    target["sbom-files"] = [str(bill.relative_to(ROOT))]
    os.environ.update(steady())
    builder = import_module("hatchling.builders.wheel").WheelBuilder(str(ROOT), config=project)
    (wheel,) = builder.build(directory=str(folder), versions=["standard"])
    return Path(wheel)


def carried() -> list[Component]:
    """The work of others that lies in the wheel itself: names of places; the model does not."""
    _, data = credits.statements("")
    return [legal.of_data(one) for one in data if one.name == "GeoNames"]

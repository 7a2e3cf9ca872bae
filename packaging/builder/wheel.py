"""The wheel for pip and pipx, with a bill of what it carries itself."""

from __future__ import annotations

import os
import tomllib
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.services import credits
from builder import legal, sbom
from builder.places import DIST, ROOT, WORK
from builder.product import product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.components import Component


def build() -> None:
    """Makes dist/annotator-VERSION-py3-none-any.whl: the same bytes from the same source."""
    print(f"  {made(DIST, sbom.written(carried(), 'any'))}")


def made(folder: Path, bill_of_materials: str) -> Path:
    """Builds the wheel into a folder and returns it."""
    bill = WORK / "wheel" / f"{product().name}.cdx.json"
    bill.parent.mkdir(parents=True, exist_ok=True)
    bill.write_text(bill_of_materials, encoding="utf-8", newline="\n")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    target = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    target["sbom-files"] = [str(bill.relative_to(ROOT))]
    with _told_the_time():
        builder = import_module("hatchling.builders.wheel").WheelBuilder(str(ROOT), config=project)
        (wheel,) = builder.build(directory=str(folder), versions=["standard"])
    return Path(wheel)


def carried() -> list[Component]:
    """The work of others that lies in the wheel itself: names of places.

    The libraries and the model are no part of it; pip adds them.
    """
    _, data = credits.statements("")
    return [legal.of_data(one) for one in data if one.name == "GeoNames"]


@contextmanager
def _told_the_time() -> Iterator[None]:
    """Lets hatchling, which runs in this process, give every file the release's time."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = str(product().epoch)
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before

"""Whether all of the program is there, and the folders it needs."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.formats.registry import formats
from annotator.resources import resource_root
from annotator.services import folders, starter_schemes
from annotator.services.self_test.failing import NO_ROOM
from annotator.services.self_test.steps import INSTALL_AGAIN, Found, Wrong
from annotator.suggest.registry import suggesters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotator.domain.plugins import Registry
    from annotator.services.self_test.steps import Trial

RESOURCES = (
    "article.features.json",
    "article.schema.json",
    "credits/credits.toml",
    "gazetteer/CREDITS.md",
    "gazetteer/more-places.tsv",
    "gazetteer/places.tsv.gz",
    "icons/annotator.svg",
    "icons/chevron-dark.svg",
    "icons/chevron-light.svg",
    "icons/chevron-up-dark.svg",
    "icons/chevron-up-light.svg",
    "icons/clear-dark.svg",
    "icons/clear-light.svg",
    "icons/close-dark.svg",
    "icons/close-light.svg",
    "icons/filter-dark.svg",
    "icons/filter-light.svg",
    "icons/saved-dark.svg",
    "icons/saved-light.svg",
    "icons/tick-dark.svg",
    "icons/tick-light.svg",
    "model/en_core_web_sm-3.8.0.sha256",
    "samples/ferry-strike.txt",
    "samples/lost-map.html",
    "samples/reservoir-warning.md",
    "samples/two-articles.jsonl",
    "schemes/conflict-events.json",
    "schemes/media-quotes.json",
    "schemes/news.json",
    "schemes/political-claims.json",
)
"""Every file in resources/: a copy of the program that was cut short lacks some."""

TEMPORARY = "temporary files"
_SOME_BYTES = 4096


def own_places() -> Mapping[str, Path]:
    """Where the program writes for the person at this machine, by what for."""
    return {
        "settings": folders.settings_file().parent,
        "logs": folders.log_folder(),
        "documents": folders.documents_folder(),
        TEMPORARY: temporary_folder(),
    }


def temporary_folder() -> Path:
    """Where temporary files go, or would go if they could be written there."""
    try:
        return Path(tempfile.gettempdir())
    except OSError:  # none of the usual places will do
        named = (os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
        return Path(next(filter(None, named), "/tmp"))  # noqa: S108 - only to be told of


def look_at(trial: Trial) -> Found:
    """The step."""
    known, suggesting = formats(), suggesters()
    missing = [*missing_resources(), *_not_loading(known), *_not_loading(suggesting)]
    if missing:
        raise Wrong(f"Parts of the program are missing: {'; '.join(missing)}.", INSTALL_AGAIN)
    starter_schemes.starters()
    _search_full_text()
    _write_to(trial.places)
    counts = {
        "formats": len(known.names()),
        "suggesters": len(suggesting.names()),
        "resources": len(RESOURCES),
    }
    listed = ", ".join(f"{number} {what}" for what, number in counts.items())
    places = ", ".join(trial.places)
    return Found(
        f"It is complete ({listed}), SQLite searches full text, and there is a place for {places}.",
        counts,
    )


def missing_resources() -> list[str]:
    """Those that are not there, or are empty."""
    root = resource_root()
    there = (root.joinpath(*name.split("/")) for name in RESOURCES)
    return [
        name
        for name, path in zip(RESOURCES, there, strict=True)
        if not path.is_file() or not path.stat().st_size
    ]


def _not_loading(registry: Registry[Any]) -> Iterator[str]:
    if not registry.names():
        yield "the list of formats and suggesters"
    for _ in registry.all():
        pass
    for name, reason in registry.failures().items():
        yield f"{name} does not load ({reason})"


def _search_full_text() -> None:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite3.Error as error:
        raise Wrong(
            f"SQLite {sqlite3.sqlite_version} cannot search full text, which projects need.",
            "Use a Python whose SQLite has FTS5, or one of the packages of the program.",
        ) from error
    finally:
        connection.close()


def _write_to(places: Mapping[str, Path]) -> None:
    """Looks whether a file can be made where the place is, or will be."""
    for what, place in places.items():
        there = next((one for one in (place, *place.parents) if one.is_dir()), place)
        try:
            with tempfile.TemporaryFile(dir=there, prefix=".annotator-self-test-") as file:
                file.write(bytes(_SOME_BYTES))  # a full disk lets empty files be made
                file.flush()
        except OSError as error:
            raise Wrong(
                f"Nothing can be written to {there}, the folder for {what}"
                f" ({error.strerror or error}).",
                _no_room_there(what) if error.errno in NO_ROOM else _no_right_there(what),
            ) from error


def _no_room_there(what: str) -> str:
    return f"Make room on the disk of that folder; {what} cannot be written there now."


def _no_right_there(what: str) -> str:
    if what == TEMPORARY:
        return "Let TMPDIR (TEMP on Windows) name a folder that can be written."
    return (
        "Give whoever uses the program the right to write there, or have it in portable mode:"
        " ANNOTATOR_HOME names the folder for everything."
    )

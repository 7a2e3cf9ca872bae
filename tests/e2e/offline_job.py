"""All that the program does: python -m tests.e2e.offline_job terminal|window FOLDER.

In FOLDER lie articles of every kind, and files that ask for others. In the terminal all are
imported, suggested, reported and exported in every format; in the window those that ask are
dropped, pre-highlighted, shown and photographed. What was done is written to FOLDER/PLACE.json.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def lay_out(folder: Path, address: str) -> None:
    """Writes a file of every kind, and those that ask for others at an address."""
    from tests.formats.one_of_each import samples
    from tests.formats.poisoned import poisoned

    for kind, sample in samples().items():
        for name, data in sample.files.items():
            _write(folder / "kinds" / kind / name, data)
    (folder / "secret.txt").write_text("nobody may know of this")
    for name, data in poisoned(address, (folder / "secret.txt").as_uri()).items():
        _write(folder / "asking" / name, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def in_the_terminal(folder: Path) -> dict[str, object]:
    """Every command, and every format."""
    from annotator.__main__ import main
    from annotator.domain.document import ArticleFilter
    from annotator.services import projects
    from annotator.services.describing import describe_formats
    from tests.factories import ANA

    project = folder / "Terminal.annotator"
    codes = {
        "new": main(["new", str(project)]),
        "import": main(["import", str(project), str(folder / "kinds")]),
        "import what asks": main(["import", str(project), str(folder / "asking")]),
        "suggest": main(["suggest", str(project)]),
    }
    for command in ("memory", "stats", "report", "check"):
        codes[command] = main([command, str(project)])
    for row in describe_formats():
        if row.writes:
            target = folder / "out" / f"export.{row.name}"
            target.parent.mkdir(exist_ok=True)
            codes[f"export {row.name}"] = main(
                ["export", str(project), str(target), "--format", row.name]
            )
    with projects.open_project(project, ANA, read_only=True) as services:
        articles = len(services.browsing.ids(ArticleFilter()))
    return {
        "codes": codes,
        "articles": articles,
        "written": sorted(one.name for one in (folder / "out").iterdir()),
    }


def in_the_window(folder: Path) -> dict[str, object]:
    """What asks for others is dropped on the window, and every article of it is shown."""
    from annotator.domain.document import ArticleFilter
    from annotator.services import projects
    from annotator.services.settings import SettingsFile
    from annotator.ui.application import application
    from annotator.ui.photograph import wait_until
    from annotator.ui.program import Program
    from tests.factories import ANA

    project = folder / "Window.annotator"
    projects.create_project(project, ANA, in_window=True).close()
    program = Program(application(), SettingsFile(folder / "settings.json"))
    program.show(project)
    wait_until(lambda: program.workbench.services is not None)
    services = program.workbench.services
    assert services is not None
    program.window.files_dropped.emit([folder / "asking"])
    wait_until(lambda: bool(services.browsing.ids(ArticleFilter())))
    wait_until(lambda: not program.window.jobs.is_busy)
    articles = services.browsing.ids(ArticleFilter())
    for document_id in articles:
        program.desk.open(document_id)
        wait_until(lambda: not program.window.jobs.is_busy)
    picture = folder / "window.png"
    program.window.grab().save(str(picture))
    program.window.close()
    return {"shown": len(articles), "picture": picture.stat().st_size}


def main(place: str, folder: Path) -> None:
    """Does it, and says what was done."""
    done = {"terminal": in_the_terminal, "window": in_the_window}[place](folder)
    (folder / f"{place}.json").write_text(json.dumps(done, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

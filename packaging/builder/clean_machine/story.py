"""What an analyst does with the program on the first day, by keys alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from builder.clean_machine.program import at_home
from builder.clean_machine.report import expect
from builder.clean_machine.screen import wait_for
from builder.clean_machine.sockets import only_local

if TYPE_CHECKING:
    from pathlib import Path

    from builder.clean_machine.program import Program, Window
    from builder.clean_machine.report import Report
    from builder.clean_machine.screen import Screen

TITLE = "Storm – Annotator"
ARTICLE = """Harbour closed after storm

“We had no choice,” said Maria Lindqvist, the mayor, in Paris on Monday. Germany sent two ships.

The European Commission said on Tuesday that France had asked for help.

“The water came in an hour,” said Peter Novak of the port authority in Hamburg.
"""
_PROJECT = at_home("Documents/Storm.annotator")
_EXPORT = at_home("Documents/storm.jsonl")
_ARTICLE = at_home("Articles/storm.txt")
_COLOURS = 50
"""A screen with an article on it has more colours than that, an empty one has fewer."""


class Story:
    """The steps, one after the other; each goes on where the last one stopped.

    pictures: the folder for what was on the screen.
    """

    def __init__(self, program: Program, screen: Screen, report: Report, pictures: Path) -> None:
        self._program = program
        self._screen = screen
        self._report = report
        self._pictures = pictures
        self._made = 0

    def play(self) -> None:
        """All of it. Raises Failed where something is not as it should be."""
        article = self._pictures / "article.txt"
        article.write_text(ARTICLE, encoding="utf-8")
        self._program.machine.give(article, _ARTICLE)
        self._program.machine.as_user("mkdir", "-p", at_home("Documents"))
        article.unlink()
        with self._program.window("first-window.log") as window:
            self._begin(window)
            self._pre_highlight()
            self._tag()
            self._export()
            with self._report.step("the power fails: SIGKILL"):
                window.kill()
        self._judge(window)
        with self._program.window("second-window.log", _PROJECT) as window:
            self._go_on(window)
            with self._report.step("the program is closed by keys"):
                self._screen.press("ctrl+q")
                window.await_end()
        self._judge(window)

    def _begin(self, window: Window) -> None:
        screen = self._screen
        with self._report.step("the desktop entry starts the program") as notes:
            seconds = window.await_title(screen, "Annotator")
            notes.append(f"its window is there after {seconds:.1f} s, under strace")
            self._look("welcome")
        with self._report.step("a project is made by keys"):
            screen.press("ctrl+n")
            screen.await_window("New project")
            self._answer(_PROJECT)
            screen.await_window(TITLE)
        with self._report.step("an article is imported by keys"):
            screen.press("ctrl+i")
            screen.await_window("Import articles")
            self._answer(_ARTICLE)
            screen.await_window(TITLE)
            wait_for("the article", lambda: self._articles() == 1)

    def _pre_highlight(self) -> None:
        with self._report.step("the bundled model highlights it") as notes:
            labels = ("ACTOR", "LOCATION", "QUOTE", "CLAIM")

            def is_there() -> bool:
                pending = self._program.pending(_PROJECT)
                return all(pending.get(label) for label in labels)

            wait_for("a suggestion of each label", is_there)
            self._look("highlighted")
            notes.append(self._suggesters())

    def _tag(self) -> None:
        with self._report.step("suggestions are decided and a span is tagged by keys") as notes:
            self._screen.press("Tab", "Return", "Return", "Return", "BackSpace")
            self._screen.press("ctrl+Home", "ctrl+shift+Right", "a")
            # three accepted, and the one that is no suggestion
            wait_for("four annotations", lambda: self._tagged() >= 4)
            self._made = self._tagged()
            notes.append(f"{self._program.annotations(_PROJECT)}")
            self._look("tagged")

    def _export(self) -> None:
        with self._report.step("JSONL is exported by keys") as notes:
            target = self._program.machine.path(_EXPORT)
            self._screen.press("ctrl+e")
            self._screen.await_window("Export")
            self._look("export")
            self._screen.press("Return")
            wait_for(
                "the question where to",
                lambda: self._screen.titles().count("Export — Annotator") > 1,
            )
            self._answer(_EXPORT)
            wait_for("the exported file", target.exists)
            (line,) = target.read_text(encoding="utf-8").splitlines()
            notes.append(_exact(json.loads(line), self._made))

    def _go_on(self, window: Window) -> None:
        with self._report.step("the project is opened again from its file: nothing is lost"):
            window.await_title(self._screen, TITLE)
            left = self._tagged()
            expect(left == self._made, f"{left} annotations are left of {self._made}")
            self._look("reopened")
        with self._report.step("Ctrl+Z takes back what was done before the power failed"):
            self._screen.press("F6", "Escape", "ctrl+z")
            wait_for("the undoing", lambda: self._tagged() < self._made)
            self._screen.press("ctrl+shift+z")
            wait_for("the redoing", lambda: self._tagged() == self._made)
            self._look("undone-and-redone")

    def _judge(self, window: Window) -> None:
        with self._report.step(
            "no process asked for a socket that leads out of the machine"
        ) as notes:
            notes += only_local(window.log)
        with self._report.step(
            "the program's own check finds nothing wrong in the project"
        ) as notes:
            problems = self._program.knows("check", _PROJECT)
            notes.append(json.dumps(problems))
            expect(not problems.get("problems"), "the project is not in order")

    def _answer(self, path: str) -> None:
        self._screen.write(path)
        self._screen.press("Return")

    def _suggesters(self) -> str:
        """Who suggested how much. Raises Failed if spaCy's model did not."""
        target = at_home("suggested.jsonl")
        self._program.says("export", _PROJECT, target, "--include-suggestions")
        text = self._program.machine.path(target).read_text(encoding="utf-8")
        who = [one["suggester"] for one in json.loads(text)["suggestions"]]
        expect(any(name.startswith("spacy.") for name in who), f"none is by the model: {who}")
        return ", ".join(f"{who.count(name)} by {name}" for name in sorted(set(who)))

    def _articles(self) -> int:
        return sum(self._program.knows("stats", _PROJECT)["articles"].values())

    def _tagged(self) -> int:
        return sum(self._program.annotations(_PROJECT).values())

    def _look(self, name: str) -> None:
        colours = self._screen.photograph(self._pictures / f"{name}.png")
        expect(colours > _COLOURS, f"nothing is to be seen in {name}.png")


def _exact(article: dict[str, object], count: int) -> str:
    """What an exported article holds. Raises Failed unless all is there, and where it says."""
    text, annotations = article["text"], article["spans"]
    assert isinstance(text, str)
    assert isinstance(annotations, list)
    for one in annotations:
        found = text[one["start"] : one["end"]]
        expect(found == one["text"], f"“{one['text']}” is exported where “{found}” stands")
    expect(len(annotations) == count, f"{len(annotations)} annotations are exported of {count}")
    origins = {one["provenance"]["origin"] for one in annotations}
    expect(origins == {"accepted", "human"}, f"annotations are exported that are {origins}")
    return f"{len(annotations)} annotations, each where it says: " + ", ".join(
        f"{one['label']} “{one['text']}”" for one in annotations
    )

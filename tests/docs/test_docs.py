"""What the documentation says is what the program does."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from annotator.__main__ import Window, main
from annotator.cli import app as terminal
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.formats.registry import describe, formats
from annotator.resources import resource
from annotator.services.projects import news_scheme
from annotator.services.settings import Settings, SettingsFile
from annotator.suggest.base import Parsed, Suggester
from annotator.suggest.registry import suggesters
from annotator.ui.menus import MENUS
from annotator.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import click
    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
GUIDE = DOCS / "guide"
DEVELOPING = DOCS / "developing"
PAGES = sorted([README, *DOCS.rglob("*.md")])

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code_in(text: str) -> set[str]:
    """What stands in backticks outside of fenced blocks."""
    return set(_CODE.findall(_FENCE.sub("", text)))


def section(page: Path, title: str) -> str:
    """A page's section, from its heading to the next one of the same or a higher level."""
    text = text_of(page)
    heading = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert heading, f"{page.name} has no section “{title}”"
    rest = text[heading.end() :]
    following = re.search(rf"^#{{1,{len(heading[1])}}} ", _blanked(rest), re.MULTILINE)
    return rest[: following.start()] if following else rest


def _blanked(text: str) -> str:
    """The text with its fenced blocks blanked out: what looks like a heading there is none."""
    return _FENCE.sub(lambda block: " " * len(block[0]), text)


def rows_of(table: str) -> list[list[str]]:
    """The cells of a Markdown table, without its heading."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def anchors(page: Path) -> set[str]:
    """What a link may name after "#" on a page: its headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text_of(page)), re.MULTILINE)
    return {_anchor(heading) for heading in headings}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


# ------------------------------------------------------------ links and examples


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    dead = []
    for target in _LINK.findall(_FENCE.sub("", text_of(page))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            dead.append(target)
    assert dead == []


def test_every_page_of_the_guide_can_be_reached_from_the_first_steps() -> None:
    linked = {
        (GUIDE / target.partition("#")[0]).resolve()
        for target in _LINK.findall(text_of(GUIDE / "first-steps.md"))
    }
    assert set(GUIDE.glob("*.md")) - linked == {GUIDE / "first-steps.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_is_whole(page: Path) -> None:
    for language, code in _FENCE.findall(text_of(page)):
        if language == "python":
            ast.parse(code)
        elif language == "json":
            json.loads(code)


def test_the_index_of_decisions_lists_each_in_order() -> None:
    pages = sorted(page.name for page in (DOCS / "decisions").glob("0*.md"))
    assert _LINK.findall(text_of(DOCS / "decisions" / "README.md")) == pages


def test_every_file_that_the_architecture_names_is_there() -> None:
    page = DOCS / "developing" / "architecture.md"
    named = [code for code in code_in(text_of(page)) if re.fullmatch(r"[\w/]+\.(py|json)", code)]
    assert len(named) > 20
    missing = [
        one for one in named if not any((ROOT / base / one).exists() for base in ("annotator", "."))
    ]
    assert missing == []


def example(page: str) -> dict[str, Any]:
    """What the first Python example of a page defines."""
    source = next(code for kind, code in _FENCE.findall(text_of(DEVELOPING / page)) if kind)
    names: dict[str, Any] = {}
    exec(compile(source, page, "exec"), names)
    return names


def test_the_example_of_a_suggester_suggests() -> None:
    ports = example("new-suggester.md")["PortSuggester"]()
    assert isinstance(ports, Suggester)
    assert ports.suggest(Parsed("From Bergen to Oslo")) == [
        Prediction(Span(5, 11), "LOCATION", 1.0),
        Prediction(Span(15, 19), "LOCATION", 1.0),
    ]


# ------------------------------------------------------------ the window


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The window's parts, with the labels that new projects have."""
    before = qapp.styleSheet(), qapp.palette()
    built = Program(qapp, SettingsFile(tmp_path / "settings.json"))
    assert built.actions.set_labels(news_scheme(), lambda _: None) == []
    yield built
    built.window.close()
    built.window.deleteLater()
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])


def test_the_table_of_keys_is_the_programs_own(program: Program) -> None:
    written = [
        (menu, what, _CODE.findall(keys)) for menu, what, keys in rows_of(section(README, "Keys"))
    ]
    assert written == [
        (menu, what, keys.split("  ")) for menu, what, keys in program.actions.cheat_sheet()
    ]


def test_the_guide_names_every_key(program: Program) -> None:
    guide = "".join(text_of(page) for page in GUIDE.glob("*.md"))
    keys = set(re.findall(r"<kbd>([^<]+)</kbd>", guide))
    missing = [
        (what, shown)
        for _, what, shown in program.actions.cheat_sheet()
        if keys.isdisjoint(shown.split("  "))
    ]
    assert missing == []


def test_the_guide_names_every_entry_that_has_no_key(program: Program) -> None:
    guide = " ".join(" ".join(text_of(page).split()) for page in GUIDE.glob("*.md"))
    titles = [
        f"**{' ▸ '.join(filter(None, (menu, spec.group, spec.text)))}**".replace("&", "")
        for menu in MENUS
        for spec, _ in program.actions.menu(menu)
        if not spec.keys
    ]
    assert titles
    assert [one for one in titles if one not in guide] == []


def test_the_guide_names_every_setting() -> None:
    named = code_in(text_of(GUIDE / "problems.md"))
    assert set(Settings.__dataclass_fields__) - named == set()


# ------------------------------------------------------------ formats and suggesters


FORMATS = describe(formats())


def test_importing_lists_every_format_with_its_extensions() -> None:
    told = text_of(GUIDE / "importing.md")
    lines = re.findall(r"^\| [^|]+ \| `([\w-]+)` \| ((?:`\.[\w.]+` ?)+)\|", told, re.MULTILINE)
    listed = {name: set(_CODE.findall(extensions)) for name, extensions in lines}
    assert listed == {one.name: set(one.extensions) for one in FORMATS if one.reads}


def test_exporting_lists_every_format_under_its_title() -> None:
    table = rows_of(section(GUIDE / "exporting.md", "The formats"))
    listed = {row[1].strip("`"): row[0].partition("]")[0].removeprefix("[") for row in table}
    assert listed == {one.name: one.title for one in FORMATS if one.writes}


def test_exporting_tells_what_each_format_has_a_place_for() -> None:
    table = rows_of(section(GUIDE / "exporting.md", "What each format has a place for"))
    columns = ("overlaps", "exact", "relations", "attributes", "notes", "links", "annotators")
    assert {row[0].strip("`"): row[1:] for row in table} == {
        one.name: [
            "yes" if getattr(one.carries, column) else "–"
            for column in (*columns, "history", "suggestions")
        ]
        for one in FORMATS
        if one.carries
    }


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.options])
def test_the_guide_explains_the_options_of_every_format_that_is_written(name: str) -> None:
    (known,) = (one for one in FORMATS if one.name == name)
    told = _told_options(_part_on(name))
    for option in known.options:
        assert set(option.choices) <= told[option.name], option.name


def test_the_guide_explains_the_options_of_every_format_that_is_read() -> None:
    told = rows_of(section(GUIDE / "importing.md", "Options"))
    for known in FORMATS:
        names = {option.name for option in known.reading_options}
        rows = [row for row in _filled(told) if f"`{known.name}`" in row[0]]
        assert {name for row in rows for name in _CODE.findall(row[1])} == names
        choices = {choice for option in known.reading_options for choice in option.choices}
        assert choices <= {code for row in rows for code in _CODE.findall(row[2])}


def _part_on(name: str) -> str:
    """The section of the page on formats that the list of those that are written leads to."""
    table = rows_of(section(GUIDE / "exporting.md", "The formats"))
    (target,) = (_LINK.findall(row[0])[0] for row in table if row[1] == f"`{name}`")
    page = GUIDE / "formats.md"
    titles = re.findall(r"^## (.+)$", _blanked(text_of(page)), re.MULTILINE)
    (title,) = (one for one in titles if target == f"formats.md#{_anchor(one)}")
    told = section(page, title)
    parts = re.split(r"^(?=\| Option)", told, flags=re.MULTILINE)
    named = [part for part in parts if part.startswith(f"| Option of `{name}`")]
    return named[0] if named else told


def _told_options(told: str) -> dict[str, set[str]]:
    """The choices in each row of a section's first table, by the option."""
    table = told[told.index("| Option") :].partition("\n\n")[0]
    return {row[0].strip("`"): set(_CODE.findall(row[1])) for row in rows_of(table)}


def _filled(rows: list[list[str]]) -> list[list[str]]:
    """The rows, an empty first cell being that of the row above."""
    filled: list[list[str]] = []
    for row in rows:
        filled.append([row[0] or filled[-1][0], *row[1:]])
    return filled


def test_the_guide_tells_of_every_suggester() -> None:
    assert set(suggesters().names()) - code_in(text_of(GUIDE / "suggestions.md")) == set()


def test_the_guide_tells_of_every_label_and_relation() -> None:
    scheme = news_scheme()
    guide = text_of(GUIDE / "annotating.md")
    for name in (*scheme.names(), *(one.name for one in scheme.relations)):
        assert re.search(rf"\b{name}\b", guide), name


def _schema_parts() -> list[tuple[str, list[str]]]:
    schema = json.loads(resource("article.schema.json").read_text(encoding="utf-8"))
    parts = {"article": schema, **schema["$defs"]}
    return [
        (name, list(part["properties"])) for name, part in parts.items() if "properties" in part
    ]


@pytest.mark.parametrize(("part", "fields"), _schema_parts())
def test_exporting_tells_of_every_field_of_the_schema(part: str, fields: Sequence[str]) -> None:
    titles = {
        "article": "The article",
        "extra": "Further fields: `extra`",
        "attribute": "Attributes: `attributes`",
        "span": "Annotations: `spans`",
        "provenance": "Where a span comes from: `provenance`",
        "canonical": "Whom or what a span names: `canonical`",
        "relation": "Relations: `relations`",
        "suggestion": "Suggestions: `suggestions`",
    }
    table = rows_of(section(GUIDE / "exporting.md", titles[part]))
    assert [row[0] for row in table] == [f"`{field}`" for field in fields]


# ------------------------------------------------------------ the terminal


def _commands() -> dict[str, click.Command]:
    group = typer.main.get_command(terminal._app(Window()))
    return dict(group.commands)


COMMANDS = _commands()


def test_the_readme_lists_every_command() -> None:
    table = rows_of(section(README, "From the terminal"))
    named = {row[0].strip("`").split()[1] for row in table if " " in row[0]}
    assert named == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_explains_every_command_with_its_options(name: str) -> None:
    told = section(GUIDE / "terminal.md", name)
    options = {
        option
        for parameter in COMMANDS[name].params
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }
    assert options - set(re.findall(r"--[\w-]+", told)) == set()
    assert f"annotator {name}" in told


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("import", ["{folder}/empty.txt"]),
        ("suggest", ["--suggester", "rules.quotes.v1"]),
        ("memory", []),
        ("export", ["{folder}/out.jsonl"]),
        ("stats", []),
        ("report", []),
        ("check", []),
    ],
)
def test_the_guide_shows_what_a_command_answers_in_json(
    name: str, rest: Sequence[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = next(
        json.loads(code)
        for language, code in _FENCE.findall(section(GUIDE / "terminal.md", name))
        if language == "json"
    )
    (tmp_path / "empty.txt").touch()
    project = str(tmp_path / "p.annotator")
    assert main(["new", project]) == 0
    capsys.readouterr()
    main([name, project, *(word.format(folder=tmp_path) for word in rest), "--json"])
    answered = json.loads(capsys.readouterr().out)
    assert {key: type(value) for key, value in shown.items()} == {
        key: type(value) for key, value in answered.items()
    }

"""The table of actions: what is in which menu, on which key, and what it calls."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from annotator.domain.document import Status
from annotator.ui.actions import Needs, Scope, Spec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.appearance import Looks
    from annotator.ui.parts.article_queue import ArticleQueue
    from annotator.ui.parts.desk import ArticleDesk
    from annotator.ui.parts.exports import Exports
    from annotator.ui.parts.part import Part
    from annotator.ui.parts.suggestion_runs import SuggestionRuns
    from annotator.ui.parts.traffic import Traffic
    from annotator.ui.parts.workbench import Workbench

FILE, EDIT, SPAN, ARTICLE, VIEW, HELP = "&File", "&Edit", "&Span", "&Article", "&View", "&Help"
SUGGESTIONS = "S&uggestions"
MENUS = [FILE, EDIT, SPAN, SUGGESTIONS, ARTICLE, VIEW, HELP]


_GROUPS = {
    "Sentences": (
        "next_sentence",
        "previous_sentence",
        "extend_sentence",
        "extend_sentence_back",
    ),
    "Extent": (
        "end_right",
        "end_left",
        "start_left",
        "start_right",
        "end_right_1",
        "end_left_1",
        "start_left_1",
        "start_right_1",
    ),
    "Every occurrence": (
        "tag_in_article",
        "tag_in_project",
        "untag_in_project",
        "relabel_in_project",
    ),
    "In the registry": ("entry", "next_mention", "link_alike", "link_alike_everywhere"),
    "The list": (
        "filter_conditions",
        "saved_filters",
        "save_filter",
        "only_unfinished",
        "clear_filter",
        "removed",
    ),
    "Copies": ("show_copies", "carry_over"),
}
"""What stands in a menu within a menu, by the names of the actions."""

_GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}


class Parts(Protocol):
    """What the actions call."""

    window: MainWindow
    desk: ArticleDesk
    queue: ArticleQueue
    traffic: Traffic
    exports: Exports
    suggestions: SuggestionRuns
    workbench: Workbench
    looks: Looks
    others: Sequence[Part]


def specs(parts: Parts) -> list[Spec]:
    """Every action of the program but the labels'."""
    return [replace(spec, group=_GROUP_OF.get(spec.name, "")) for spec in _specs(parts)]


def _specs(parts: Parts) -> list[Spec]:
    window, desk = parts.window, parts.desk
    return [
        *_file(parts),
        *_edit(window, desk),
        *_span(window, desk),
        *_article(parts.queue, desk),
        *parts.queue.specs(),
        *_view(window, parts.looks),
        *(spec for part in parts.others for spec in part.specs()),
        Spec("quit", FILE, "&Quit", ("Ctrl+Q",), window.close, separated=True),
    ]


def _file(parts: Parts) -> list[Spec]:
    bench, traffic, project = parts.workbench, parts.traffic, Needs.PROJECT
    return [
        Spec("new_project", FILE, "&New project…", ("Ctrl+N",), bench.new_project),
        Spec("open_project", FILE, "&Open project…", ("Ctrl+O",), bench.choose_project),
        Spec("open_starter", FILE, "&Starter project", (), bench.open_starter),
        Spec("close_project", FILE, "&Close project", ("Ctrl+W",), bench.close_project, project),
        Spec(
            "import_files",
            FILE,
            "&Import articles…",
            ("Ctrl+I",),
            traffic.choose_files,
            project,
            separated=True,
        ),
        Spec("import_folder", FILE, "Import a &folder…", (), traffic.choose_folder, project),
        Spec(
            "paste_article", FILE, "&Paste an article…", ("Ctrl+Shift+V",), traffic.paste, project
        ),
        Spec("suggest", FILE, "Look for s&uggestions", (), parts.suggestions.suggest, project),
        Spec(
            "pause",
            FILE,
            "Pause or go on looking for suggestions",
            (),
            parts.suggestions.pause,
            project,
        ),
        Spec("model", FILE, "&Language model…", (), bench.choose_model, project),
        Spec("export", FILE, "&Export…", ("Ctrl+E",), parts.exports.export, project),
    ]


def _edit(window: MainWindow, desk: ArticleDesk) -> list[Spec]:
    return [
        Spec("undo", EDIT, "&Undo", ("Ctrl+Z",), desk.undo, Needs.ARTICLE),
        Spec("redo", EDIT, "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), desk.redo, Needs.ARTICLE),
        Spec("copy", EDIT, "&Copy", ("Ctrl+C",), window.view.copy, Needs.ARTICLE, Scope.ARTICLE),
        Spec(
            "filter",
            EDIT,
            "&Filter articles",
            ("Ctrl+L",),
            window.articles.focus_filter,
            Needs.PROJECT,
            separated=True,
        ),
    ]


def _span(window: MainWindow, desk: ArticleDesk) -> list[Spec]:
    def spec(
        name: str,
        text: str,
        keys: tuple[str, ...],
        call: Callable[[], object],
        needs: Needs = Needs.ARTICLE,
        *,
        separated: bool = False,
    ) -> Spec:
        return Spec(name, SPAN, text, keys, call, needs, Scope.ARTICLE, separated)

    nudges = [
        ("end_right", "End one word &right", "Alt+Right", True, 1, True),
        ("end_left", "End one word &left", "Alt+Left", True, -1, True),
        ("start_left", "Start one word l&eft", "Alt+Shift+Left", False, -1, True),
        ("start_right", "Start one word ri&ght", "Alt+Shift+Right", False, 1, True),
        ("end_right_1", "End one character right", "Ctrl+Alt+Right", True, 1, False),
        ("end_left_1", "End one character left", "Ctrl+Alt+Left", True, -1, False),
        ("start_left_1", "Start one character left", "Ctrl+Alt+Shift+Left", False, -1, False),
        ("start_right_1", "Start one character right", "Ctrl+Alt+Shift+Right", False, 1, False),
    ]
    mark = Needs.MARK
    return [
        spec("next_suggestion", "&Next suggestion", ("Tab",), partial(desk.go_to_suggestion, 1)),
        spec(
            "previous_suggestion",
            "&Previous suggestion",
            ("Shift+Tab", "Backtab"),
            partial(desk.go_to_suggestion, -1),
        ),
        spec("next_mark", "Next &span", ("Alt+Down",), partial(desk.go_to_mark, 1)),
        spec("previous_mark", "Pre&vious span", ("Alt+Up",), partial(desk.go_to_mark, -1)),
        spec("cycle", "Next of &overlapping spans", ("Space",), desk.cycle),
        spec(
            "accept",
            "&Accept the suggestion",
            ("Return", "Enter"),
            desk.accept,
            separated=True,
        ),
        spec(
            "reject",
            "Re&ject the suggestion, delete the annotation",
            ("Backspace", "Del"),
            desk.reject,
            mark,
        ),
        spec("resize", "&Fit the span to the selection", ("R",), desk.resize_to_selection),
        spec("relation", "&Speaker or claimant", ("S",), window.inspector.focus_relation, mark),
        spec("note", "No&te", ("T",), window.inspector.focus_note, mark),
        spec("let_go", "Let &go of the span", ("Esc",), desk.let_go),
        *(
            spec(
                name,
                text,
                (keys,),
                partial(desk.nudge, end=end, step=step, by_word=by_word),
                mark,
                separated=name == "end_right",
            )
            for name, text, keys, end, step, by_word in nudges
        ),
    ]


def _article(queue: ArticleQueue, desk: ArticleDesk) -> list[Spec]:
    article = Needs.ARTICLE
    return [
        Spec(
            "next_unfinished",
            ARTICLE,
            "&Next unfinished article",
            ("N",),
            queue.next_unfinished,
            Needs.PROJECT,
        ),
        Spec(
            "next_article",
            ARTICLE,
            "Next article in the &list",
            ("Ctrl+PgDown",),
            partial(queue.step, 1),
            Needs.PROJECT,
        ),
        Spec(
            "previous_article",
            ARTICLE,
            "&Previous article in the list",
            ("Ctrl+PgUp",),
            partial(queue.step, -1),
            Needs.PROJECT,
        ),
        Spec(
            "done",
            ARTICLE,
            "Mark as &done",
            ("D",),
            partial(desk.set_status, Status.DONE),
            article,
            separated=True,
        ),
        Spec("flag", ARTICLE, "&Flag…", ("F",), queue.flag, article),
        Spec(
            "remove_article", ARTICLE, "&Remove from the project", (), queue.remove_article, article
        ),
    ]


def _view(window: MainWindow, looks: Looks) -> list[Spec]:
    return [
        Spec(
            "zoom_in", VIEW, "&Larger text", ("Ctrl++", "Ctrl+="), partial(window.view.zoom_by, 1)
        ),
        Spec("zoom_out", VIEW, "&Smaller text", ("Ctrl+-",), partial(window.view.zoom_by, -1)),
        Spec("reading", VIEW, "&Reading…", ("Ctrl+,",), looks.show_dialog),
        Spec("switch_theme", VIEW, "Light or &dark", (), looks.switch),
        Spec("next_pane", VIEW, "Next &pane", ("F6",), window.next_pane, separated=True),
        Spec("previous_pane", VIEW, "Previo&us pane", ("Shift+F6",), partial(window.next_pane, -1)),
    ]

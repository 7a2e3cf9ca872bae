"""What the pictures show: a project after a few minutes of work, and what imports may say."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from annotator.domain.annotation import Annotator
from annotator.domain.document import ArticleFilter, ListOrder, Status
from annotator.domain.ids import AnnotatorId, DocumentId, IdMaker
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.starting import open_starter, samples
from annotator.store.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import Problem
    from annotator.domain.misfits import Misfit
    from annotator.services.projects import Services

ANA = Annotator(AnnotatorId(1), "Ana Ferreira")
_HOME = Path("Articles")
STARTER, EMPTY, ODD, WIRE = (
    _HOME / f"{name}.annotator"
    for name in ("Ferry strike", "New project", "Harbour news", "Wire desk")
)
_PAGE = 4096
LONG = (
    "Commission for the Supervision of Inland Waterways and Harbours says ferry timetable was "
    "“neither agreed nor announced” before the night the boats stayed in port"
)
_ARABIC = (
    "إضراب العبّارات يترك المئات عالقين في بيرغن\n\n"
    "قالت مارتا كوفالتشيك، وهي معلمة من غدينيا: «لم يخبرنا أحد بشيء، والأطفال كانوا في الصف». "
    "وأضافت أن شركة Skarvøy Line وعدت بردّ ثمن 1,200 تذكرة خلال عشرة أيام.\n\n"
    "وتقول النقابة إن المحادثات في أوسلو لم تُفضِ إلى نتيجة حتى مساء الخميس."
)
_FLOOD = (
    "Mayor Ida Bloom asked the county for pumps on Tuesday. “The cellars are full,” she said in "
    "Elmsford, where the Ash has risen for a week. Northern Rail runs no trains to Elmsford."
)
_PUMPS = "The county sent four pumps to Elmsford. Ida Bloom thanked Fire Chief Olav Renn."
_WIRE: list[dict[str, object]] = [
    {
        "title": "Elmsford asks for pumps",
        "text": _FLOOD,
        "spans": [
            {"start": 6, "end": 15, "label": "PER", "text": "Ida Bloom"},
            {"start": 58, "end": 79, "label": "QUOTE", "text": "“The cellars are full,”"},
            {"start": 97, "end": 105, "label": "LOC", "text": "Elmsford"},
            {"start": 112, "end": 115, "label": "LOC", "text": "Ash"},
            {"start": 140, "end": 153, "label": "ORG", "text": "Northern Rails"},
            {"start": 300, "end": 308, "label": "LOC", "text": "Elmsford"},
        ],
    },
    {
        "title": "Pumps reach Elmsford",
        "text": _PUMPS,
        "spans": [
            {"start": 30, "end": 38, "label": "LOC", "text": "Elmsford"},
            {"start": 40, "end": 49, "label": "PER", "text": "Ida Bloom"},
            {"start": 70, "end": 80, "label": "PER", "text": "Olaf Renn"},
            {"start": 90, "end": 99, "label": "ORG", "text": "the council"},
        ],
    },
]


def make_projects() -> None:
    """The projects, in the current folder: the starter, an empty, an odd and an imported one."""
    with open_starter(STARTER, ANA) as services:
        services.importing.job([samples()]).work(JobContext())
        services.suggesting.job().work(JobContext())
        _work_through(services)
    _HOME.mkdir(exist_ok=True)
    with projects.create_project(EMPTY, ANA):
        pass
    inbox = Path("odd")
    inbox.mkdir()
    articles: list[dict[str, str]] = [
        {"text": _ARABIC, "title": _ARABIC.partition("\n")[0], "outlet": "الميناء"},
        {
            "text": f"{LONG}\n\nA spokeswoman declined to say more.",
            "title": LONG,
            "outlet": "The Harbour Gazette and Inland Waterways Intelligencer",
            "byline": "Wilhelmina Featherstonehaugh-Cholmondeley",
            "published": "2026-02-17",
            "url": "https://gazette.example/" + "inland-waterways-" * 8,
        },
    ]
    lines = (json.dumps(one, ensure_ascii=False) for one in articles)
    (inbox / "odd.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with projects.create_project(ODD, ANA) as services:
        services.importing.job([inbox]).work(JobContext())
    misfits()


def recent() -> list[str]:
    """The projects that were open lately."""
    return [str(path.resolve()) for path in (ODD, EMPTY)]


@cache
def problems() -> list[Problem]:
    """What an import says of a folder with all that can go wrong in it."""
    inbox = Path("inbox")
    inbox.mkdir()
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "front page.txt").write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    (inbox / "cookie wall.html").write_text("<html><body><nav>Accept</nav></body></html>")
    (inbox / "minutes.docx").write_bytes(b"PK")
    (inbox / "wire.jsonl").write_text(
        '{"text": "Rain in Oslo.", "spans": [[8, 99, "LOCATION"], [8, 12, "PLACE"]]}\n'
        '{"text": "Sun in Bergen."\n'
    )
    with projects.create_project(Path("other.annotator"), ANA) as services:
        return services.importing.job([inbox]).work(JobContext()).problems


@cache
def misfits() -> list[Misfit]:
    """What an import into the fourth project left out, as of the work of another program."""
    inbox = Path("wire.jsonl")
    inbox.write_text(
        "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in _WIRE), encoding="utf-8"
    )
    with projects.create_project(WIRE, ANA) as services:
        return services.importing.job([inbox]).work(JobContext()).misfits


def holed() -> Path:
    """A copy of the starter project, some pages of which the disk has lost."""
    path = Path("Ferry strike (from the old disk).annotator")
    data = bytearray(STARTER.read_bytes())
    for page in range(3, len(data) // _PAGE, 9):
        data[page * _PAGE : (page + 1) * _PAGE] = bytes(_PAGE)
    path.write_bytes(data)
    return path


def table() -> Path:
    """A table of articles whose columns have names that tell the program nothing."""
    path = Path("ferry archive.csv")
    path.write_text(
        "No.;Heading;Paper;Day;Words\n"
        "1;Ferry strike ends;Skarvik Post;2026-02-18;The first boat left at six on Wednesday"
        " with nine people on board, after eleven days.\n"
        "2;Refunds promised;Harbour Gazette;2026-02-19;The line will pay back 1,200 tickets"
        " within ten days, it said on Thursday.\n"
        "3;Talks go on;Skarvik Post;2026-02-20;Union and line meet again on Monday to talk"
        " about crews at night.\n",
        encoding="utf-8",
    )
    return path


@contextmanager
def held_still() -> Iterator[None]:
    """A clock that goes on by a second each time it is looked at, and ids that count up."""
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    numbers = count(1 << 59)

    def look(_: object) -> datetime:
        nonlocal at
        at += timedelta(seconds=1)
        return at

    def number(_: object) -> int:
        return next(numbers)

    with patch.object(Project, "now", look), patch.object(IdMaker, "__call__", number):
        yield


# ------------------------------------------------------------ the work


def _work_through(services: Services) -> None:
    articles = [DocumentId(one) for one in services.browsing.ids(ArticleFilter())]
    for label in ("LOCATION", "ACTOR", "QUOTE"):
        _accept(services, articles[0], label, before=900)
    for label in ("ACTOR", "LOCATION", "QUOTE", "CLAIM"):
        _accept(services, articles[2], label, before=100_000)
    services.editing.set_status(articles[2], Status.DONE)
    services.editing.set_status(articles[3], Status.FLAGGED, "paywalled")
    services.article_editing.set_tags(articles[0], ["strike", "transport"])
    services.article_editing.set_note(articles[0], "Second report; the first is from Thursday.")
    services.article_editing.set_tags(articles[2], ["water"])
    open_ones = ArticleFilter(statuses=frozenset({Status.NEW, Status.IN_PROGRESS}))
    services.filters.save("To do", open_ones, ListOrder())
    _enter(services, articles[0], articles[2])


def _accept(services: Services, document_id: DocumentId, label: str, *, before: int) -> None:
    """Accepts the suggestions of a label that start in the first characters of an article."""
    for one in services.project.suggestions(document_id):
        if one.label != label or one.span.start >= before:
            continue
        now = services.browsing.suggestion(one.id)
        if now is not None and now.is_pending:  # a quote brings its speaker along
            services.editing.accept(one.id)


def _enter(services: Services, *documents: DocumentId) -> None:
    """Enters actors and locations of articles in the registry, each name once."""
    entered: set[str] = set()
    for document_id in documents:
        text = services.project.document(document_id).text
        for one in services.project.annotations(document_id):
            name = one.span.text_of(text)
            if one.label in {"ACTOR", "LOCATION"} and name not in entered and " " in name:
                entered.add(name)
                services.registering.make_entry(one.id, name)
                services.registering.link_alike(one.id, everywhere=True).work(JobContext())

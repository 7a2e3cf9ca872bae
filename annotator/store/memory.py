"""The memory of a project: its table, learning from the log, and its suggestions in articles."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.ids import DocumentId, SuggestionId
from annotator.domain.lexicon import Lexicon
from annotator.store import memory_due, memory_learning, memory_rows, phrase_rules, settings
from annotator.store.driver import execute
from annotator.store.memory_articles import read_plan, write_plan
from annotator.store.memory_study import FileStudy, newest_edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from annotator.domain.labels import LabelScheme
    from annotator.domain.lexicon import Found
    from annotator.domain.memory import Phrase, PhraseOrder, PhraseRow, PhraseRule, Verdict
    from annotator.store.connection import Database
    from annotator.store.memory_study import Portion, Study

_DONE = "DELETE FROM memory_due WHERE document_id = ?"


class Sight(NamedTuple):
    """Where phrases stand in a text, by some edition of the lexicon."""

    edition: int
    found: Sequence[Found]


class MemoryRows:
    """Reads and writes what is remembered; any thread may ask, one at a time may learn.

    ids: makes new ids. scheme: gives the label scheme as it is now.
    """

    def __init__(
        self, database: Database, ids: Callable[[], int], scheme: Callable[[], LabelScheme]
    ) -> None:
        self._database = database
        self._ids = ids
        self._scheme = scheme
        self._study: Study = FileStudy(database)
        self._lock = threading.Lock()
        self._lexicon: Lexicon | None = None
        self._edition = 0
        self._runs: Counter[int] = Counter()  # of suggesters, by article: no edit tells of them

    # ------------------------------------------------------------ the table

    def table(self, search: str, order: PhraseOrder, limit: int) -> tuple[list[PhraseRow], int]:
        """Lines of the table whose text has the characters in it, and how many there are."""
        with self._database.reading() as connection:
            return memory_rows.read_table(connection, self._scheme(), search, order, limit)

    def row(self, phrase: Phrase) -> PhraseRow | None:
        """One line; None if it is not there."""
        with self._database.reading() as connection:
            return memory_rows.read_row(connection, self._scheme(), *phrase)

    def rule(self, phrase: Phrase) -> PhraseRule | None:
        """What the analyst said about a phrase; None for nothing."""
        with self._database.reading() as connection:
            return phrase_rules.read_rule_of(connection, phrase)

    def count_articles(self, text: str) -> int:
        """In how many articles a phrase may stand."""
        with self._database.reading() as connection:
            return memory_due.count_articles(connection, text)

    # ------------------------------------------------------------ learning

    def is_behind(self) -> bool:
        """Whether there is something to learn, or to do about what was learnt."""
        with self._database.reading() as connection:
            return memory_learning.is_behind(connection) or memory_due.is_anything_due(connection)

    def learn_some(self, study: Study | None = None) -> bool | None:
        """Folds the next changes of the log. study: who reads them; None: this thread.

        Returns whether the table is another now; None if there was nothing to fold.
        """
        lesson = (study or self._study).lesson()
        if lesson is None:
            return None
        try:
            with self._database.writing() as connection:
                scheme = settings.read_scheme(connection)
                learnt = memory_learning.take_in(connection, lesson, scheme)

                # while nobody else can write yet
                self._database.afterwards(lambda: self._turn(learnt, is_wide=lesson.is_wide))
        except BaseException:
            self._lexicon = None  # it may know what was not stored
            raise
        return bool(lesson.texts)

    def spread_some(self, study: Study | None = None) -> bool:
        """Finds some of the articles that hold a phrase of which something else is to be made.

        Returns False if no such phrase is left.
        """
        trails = (study or self._study).trails()
        if not trails:
            return False
        with self._database.writing() as connection:
            for trail in trails:
                memory_due.follow(connection, trail)
        return True

    def count_due(self) -> int:
        """How many articles are known to be left."""
        with self._database.reading() as connection:
            return int(execute(connection, "SELECT count(*) FROM memory_due").fetchone()[0])

    def refresh_some(
        self, first: DocumentId | None = None, study: Study | None = None
    ) -> Iterator[tuple[int, dict[DocumentId, list[SuggestionId]]]]:
        """Goes over some articles that are left, a transaction a step. first: to begin with.

        Says after each how many were done with it, and which suggestions are others now, by
        article. One in which somebody else does something meanwhile is left as it is: to look at
        a long one takes too long for a key press to wait.
        """
        runs = self._runs.copy()
        for portions in (study or self._study).portions(first):
            yield self._write(portions, runs)

    # ------------------------------------------------------------ as others write

    def look(self, document_id: DocumentId) -> Sight | None:
        """Where phrases stand in an article; None if none is remembered. To be asked beforehand:
        of a long text it takes a while.
        """
        edition = self._edition
        lexicon = self._loaded()
        if not lexicon:
            return None
        with self._database.reading() as connection:
            text = memory_rows.read_text(connection, document_id)
        return Sight(edition, tuple(lexicon.find(text)))

    def settle(self, connection: Connection, document_id: DocumentId, sight: Sight | None) -> None:
        """Does what the memory has to do in an article whose suggestions are others now."""
        # when it is committed: whoever has read before that then sees that it read too early
        self._database.afterwards(lambda: self._runs.update([document_id]))
        if sight is not None and sight.edition == self._edition:
            plan = read_plan(connection, document_id, sight.found, self._scheme())
            write_plan(connection, plan, self._ids)
        else:  # it has learnt something meanwhile
            self.add_due(connection, [document_id])

    def add_due(self, connection: Connection, documents: Iterable[DocumentId]) -> None:
        """Has the learning job go over some articles."""
        if memory_rows.is_anything_known(connection):
            memory_rows.add_due(connection, documents)

    # ------------------------------------------------------------ parts

    def _turn(self, learnt: Mapping[str, Verdict | None], *, is_wide: bool) -> None:
        """Has the lexicon say what was learnt; is_wide: of which all may be another."""
        with self._lock:
            if is_wide:
                self._lexicon = None
            elif self._lexicon is not None:
                for text, verdict in learnt.items():
                    self._lexicon.put(text, verdict)
            self._edition += 1  # at the end: whoever has seen this edition has seen all of it

    def _write(
        self, portions: Sequence[Portion], runs: Counter[int]
    ) -> tuple[int, dict[DocumentId, list[SuggestionId]]]:
        """Writes what still holds. runs: as they were before anybody looked."""
        moved: dict[DocumentId, list[SuggestionId]] = {}
        done = 0
        with self._database.writing() as connection:
            for plan, newest, is_last in portions:
                on = plan.document_id
                if self._runs[on] != runs[on] or newest_edit(connection, on) != newest:
                    continue
                ids = write_plan(connection, plan, self._ids)
                if is_last:
                    execute(connection, _DONE, (on,))
                    done += 1
                if ids:
                    moved[DocumentId(on)] = [SuggestionId(one) for one in ids]
        return done, moved

    def _loaded(self) -> Lexicon:
        with self._lock:
            if self._lexicon is None:
                lexicon = Lexicon()
                with self._database.reading() as connection:
                    for text, verdict in memory_rows.all_verdicts(connection, self._scheme()):
                        lexicon.put(text, verdict)
                self._lexicon = lexicon
            return self._lexicon

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from annotator.domain.errors import Cancelled, KnownError, WorkerFailed
from annotator.domain.ids import DocumentId
from annotator.domain.text import fingerprint
from annotator.suggest.messages import SuggestRequest, SuggestResponse, from_rows
from annotator.suggest.process import SuggestionProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULES = ("rules.quotes.v1",)  # needs no pipeline, so these processes start fast
QUOTED = '"Yes," she said. '


def make_request(number: int, text: str = QUOTED) -> SuggestRequest:
    return SuggestRequest(DocumentId(number), fingerprint(text), text)


@pytest.fixture
def process() -> Iterator[SuggestionProcess]:
    process = SuggestionProcess()
    yield process
    process.close()


def test_answers_come_in_order_with_the_fingerprint_asked_for(process: SuggestionProcess) -> None:
    requests = [make_request(number, QUOTED * number) for number in range(1, 40)]
    process.start("", RULES)

    answers = list(process.suggest(requests))

    assert [one.document_id for one in answers] == [one.document_id for one in requests]
    assert all(isinstance(one, SuggestResponse) for one in answers)
    assert [one.fingerprint for one in answers] == [one.fingerprint for one in requests]
    assert [len(one.runs[0][1]) for one in answers] == list(range(1, 40))


def test_a_pipeline_works_in_the_process_and_not_in_its_parent(ruler_model: Path) -> None:
    code = (
        "import sys\n"
        "from annotator.suggest.messages import SuggestRequest\n"
        "from annotator.suggest.process import SuggestionProcess\n"
        "if __name__ == '__main__':\n"
        "    process = SuggestionProcess()\n"
        "    (info,) = process.start(sys.argv[1], ['spacy.ner.v1'])\n"
        "    (answer,) = process.suggest([SuggestRequest(1, '', 'Now Ada Quill left.')])\n"
        "    process.close()\n"
        "    print(info.model, answer.runs[0][1])\n"
        "    assert not {'spacy', 'thinc', 'numpy'} & set(sys.modules)\n"
    )
    script = ruler_model.parent / "parent.py"
    script.write_text(code)
    done = run_script(script, str(ruler_model))

    row = (4, 13, "ACTOR", None, None, "named entity, PERSON", None, None, ())
    assert done.stdout.strip() == f"en_pipeline 0.0.0 {(row,)}", done.stderr


def test_the_bundled_pipeline_suggests(process: SuggestionProcess) -> None:
    from annotator.suggest.pipeline import default_model

    text = "Kenya's president, Daniel Otieno, flew to Washington."
    infos = process.start(default_model(), ("spacy.ner.v1",))

    (answer,) = process.suggest([make_request(7, text)])

    assert infos[0].model.startswith(default_model())
    assert isinstance(answer, SuggestResponse)
    found = {(one.span.text_of(text), one.label) for one in from_rows(answer.runs[0][1])}
    assert ("Daniel Otieno", "ACTOR") in found
    assert ("Washington", "LOCATION") in found


@pytest.mark.parametrize(
    ("model", "names", "sentence"),
    [
        ("no_such_pipeline", ("spacy.ner.v1",), "“no_such_pipeline” cannot be loaded"),
        ("", ("no.such.v1",), "no suggester named “no.such.v1”"),
    ],
)
def test_what_cannot_be_loaded_is_said(
    process: SuggestionProcess, model: str, names: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(KnownError, match=sentence) as caught:
        process.start(model, names)

    assert not isinstance(caught.value, WorkerFailed)
    assert not process.is_running


def test_a_killed_process_is_reported_and_can_be_started_again(process: SuggestionProcess) -> None:
    process.start("", RULES)
    pid = process.pid
    assert pid

    def kill_once() -> bool:
        if psutil.pid_exists(pid):
            os.kill(pid, signal.SIGKILL)
        return False

    with pytest.raises(WorkerFailed, match="SIGKILL"):
        list(process.suggest([make_request(3, QUOTED * 100_000)], should_stop=kill_once))
    assert process.suspect == 3
    assert not process.is_running

    process.start("", RULES)
    assert len(list(process.suggest([make_request(4)]))) == 1


def test_what_was_answered_before_a_death_is_not_lost(process: SuggestionProcess) -> None:
    process.start("", RULES)

    def requests() -> Iterator[SuggestRequest]:
        yield make_request(1)
        # asked for when the first answer has come
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        while psutil.Process(process.pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        yield make_request(2)

    answers = process.suggest(requests())

    assert next(answers).document_id == 1
    with pytest.raises(WorkerFailed, match="SIGKILL"):
        next(answers)
    assert process.suspect == 2


def test_asking_a_process_that_was_never_started(process: SuggestionProcess) -> None:
    with pytest.raises(WorkerFailed, match="not running"):
        list(process.suggest([make_request(1)]))


def test_cancelling_between_articles_keeps_the_process(process: SuggestionProcess) -> None:
    process.start("", RULES)
    pid = process.pid
    stop = threading.Event()
    answers = process.suggest(map(make_request, range(1000)), should_stop=stop.is_set)

    assert [next(answers).document_id for _ in range(3)] == [0, 1, 2]
    stop.set()
    with pytest.raises(Cancelled):
        next(answers)

    process.start("", RULES)
    assert process.pid == pid
    (answer,) = process.suggest([make_request(5000)])
    assert answer.document_id == 5000


def test_cancelling_a_long_article_ends_the_process(process: SuggestionProcess) -> None:
    process.start("", RULES)
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    started = time.monotonic()

    with pytest.raises(Cancelled):
        list(process.suggest([make_request(1, QUOTED * 1_000_000)], should_stop=stop.is_set))

    assert time.monotonic() - started < 5
    assert not process.is_running


def test_leaving_the_loop_leaves_nothing_behind(process: SuggestionProcess) -> None:
    process.start("", RULES)

    answers = process.suggest(map(make_request, range(100)))
    next(answers)
    answers.close()

    (answer,) = process.suggest([make_request(7)])
    assert answer.document_id == 7


def test_it_works_from_a_thread_with_several_processes() -> None:
    def work(number: int) -> None:
        process = SuggestionProcess()
        process.start("", RULES)
        found[number] = [one.document_id for one in process.suggest([make_request(number)])]
        process.close()

    found: dict[int, list[int]] = {}
    threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert found == {1: [1], 2: [2]}


def test_an_article_that_fails_does_not_stop_the_others(process: SuggestionProcess) -> None:
    process.start("", RULES)
    broken = SuggestRequest(DocumentId(1), "", b"bytes")  # type: ignore[arg-type]

    first, second = process.suggest([broken, make_request(2)])

    assert "could not be analysed" in first.sentence
    assert isinstance(second, SuggestResponse)


def test_closing_twice_is_harmless_and_leaves_no_process(process: SuggestionProcess) -> None:
    process.start("", RULES)
    pid = process.pid
    assert pid

    process.close()
    process.close()

    assert not psutil.pid_exists(pid)


def test_the_process_is_polite(process: SuggestionProcess) -> None:
    process.start("", RULES)

    assert psutil.Process(process.pid).nice() >= 10


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_interrupt_key_is_left_to_the_parent(process: SuggestionProcess) -> None:
    process.start("", RULES)
    assert process.pid
    os.kill(process.pid, signal.SIGINT)

    assert len(list(process.suggest([make_request(1)]))) == 1


def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import os\n"
        "from annotator.suggest.process import SuggestionProcess\n"
        "if __name__ == '__main__':\n"
        "    process = SuggestionProcess()\n"
        "    process.start('', ['rules.quotes.v1'])\n"
        "    print(process.pid, flush=True)\n"
        "    os._exit(1)\n"
    )
    pid = int(run_script(script).stdout)

    until = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < until:
        if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.05)
    assert time.monotonic() < until


def run_script(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

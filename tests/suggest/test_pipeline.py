from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from thinc.api import NumpyOps, set_current_ops

from annotator.domain.errors import KnownError
from annotator.suggest.pipeline import Pipeline, default_model

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "article.txt"

NEWS = (
    "Ministers in Lisbon and Madrid agreed on Tuesday to reopen the border bridge at Valença, "
    "said Marta Lindqvist, who speaks for the European Commission. The Bank of Portugal expects "
    "trade to grow by 4 percent.",
    "Harbour workers walk out in Rotterdam\nAbout 3,000 Dutch dockers laid down tools before dawn. "
    "The union FNV wants higher pay; Maersk called the strike “a heavy blow”.\nMayor Aad Visser "
    "will meet both sides at the Erasmus Bridge on Friday.",
    "Kenya's president, Daniel Otieno, flew to Washington for talks with Senator Ruth Calloway "
    "about the Horn of Africa. The White House did not comment.",
)


def entities(doc: spacy.tokens.Doc) -> list[tuple[int, int, str]]:
    return [(one.start_char, one.end_char, one.label_) for one in doc.ents]


@pytest.fixture(scope="module")
def stock() -> spacy.Language:
    """The default model as its makers ship it, on the arithmetic it comes with."""
    set_current_ops(NumpyOps())
    return spacy.load(default_model())


@pytest.mark.parametrize("needs", [{"ner"}, {"ner", "parser"}, {"ner", "parser", "tagger"}])
def test_entities_are_those_of_the_stock_pipeline(stock: spacy.Language, needs: set[str]) -> None:
    pipeline = Pipeline(default_model(), needs)
    expected = [entities(doc) for doc in stock.pipe(NEWS)]

    assert [entities(doc) for doc in map(pipeline.doc, NEWS)] == expected
    assert sum(map(len, expected)) > 12


@pytest.mark.skipif(not SEED.exists(), reason="the real article is not here")
def test_entities_of_a_real_article_are_those_of_the_stock_pipeline(stock: spacy.Language) -> None:
    text = SEED.read_text()

    assert entities(Pipeline(default_model(), {"ner"}).doc(text)) == entities(stock(text))


def test_only_what_is_needed_runs(stock: spacy.Language) -> None:
    alone = Pipeline(default_model(), {"ner"}).components

    assert alone == ("ner",)
    assert "tok2vec" in stock.pipe_names


def test_what_a_component_listens_to_stays() -> None:
    components = Pipeline(default_model(), {"parser"}).components

    assert components[0] == "tok2vec"
    assert components[-1] == "parser"


def test_sentences_end_with_their_line() -> None:
    doc = Pipeline(default_model(), {"parser"}).doc("Strike ends in Oslo\nThe ferries sail again.")

    assert [sent.text.strip() for sent in doc.sents] == [
        "Strike ends in Oslo",
        "The ferries sail again.",
    ]


def test_any_component_that_makes_entities_will_do(ruler_model: Path) -> None:
    pipeline = Pipeline(str(ruler_model), {"ner"})

    assert [one.text for one in pipeline.doc("Ada Quill left.").ents] == ["Ada Quill"]
    assert pipeline.description == "en_pipeline 0.0.0"


def test_half_a_surrogate_pair_does_not_move_offsets(ruler_model: Path) -> None:
    (entity,) = Pipeline(str(ruler_model), {"ner"}).doc("a \ud83d b Ada Quill").ents

    assert (entity.start_char, entity.end_char) == (6, 15)


def test_words_are_learned_from_the_first_texts_only(
    ruler_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.suggest.pipeline._LEARNING", 100)
    pipeline = Pipeline(str(ruler_model), {"ner"})
    sizes = []
    for number in range(12):
        with pipeline.memory_zone():
            vocab = pipeline.doc(f"Harbour{number} waits for ship{number} again.").vocab
        sizes.append(len(vocab.strings))

    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[-1] == sizes[-4]


@pytest.mark.parametrize("model", ["no_such_pipeline", "json", "/nowhere/at all"])
def test_what_is_no_pipeline_is_named(model: str) -> None:
    with pytest.raises(KnownError, match=f"“{model}” cannot be loaded"):
        Pipeline(model, {"ner"})


def test_a_pipeline_without_what_is_needed_is_refused(ruler_model: Path) -> None:
    with pytest.raises(KnownError, match="has no parser"):
        Pipeline(str(ruler_model), {"parser"})


def test_the_command_line_of_spacy_is_left_out_until_somebody_asks_for_it(
    ruler_model: Path,
) -> None:
    code = (
        "import sys\n"
        "from annotator.suggest.pipeline import Pipeline\n"
        "assert 'spacy' not in sys.modules and 'numpy' not in sys.modules\n"
        "Pipeline(sys.argv[1], {'ner'})\n"
        "assert 'spacy.cli' not in sys.modules and 'weasel' not in sys.modules\n"
        "from spacy.cli import download\n"
        "print(download.__module__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ruler_model)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout.strip(), done.returncode) == ("spacy.cli.download", 0), done.stderr

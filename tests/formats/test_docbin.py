"""What spaCy finds in our DocBin files and configurations."""

from __future__ import annotations

import warnings

import orjson
import pytest
import spacy
from spacy.tokens import DocBin
from spacy.util import load_config_from_str, load_model_from_config

from annotator.domain.document import AnnotatedDocument
from annotator.domain.errors import ExportFailed
from annotator.domain.losses import Fate, Kind
from annotator.formats.docbin import writer as docbin_writer
from annotator.formats.docbin.format import Spacy
from annotator.services.starter_schemes import starter_scheme
from tests.formats.examples import ANA, MAYOR, bare_article, make_annotation, make_document
from tests.formats.exporting import export_all, read_all
from tests.formats.torture import TEXT, torture_article, unannotated_article


def article(text: str, *spans: tuple[str, str], id: int = 1) -> AnnotatedDocument:
    """An article with a label on the first place of each of some words."""
    annotations = []
    for number, (words, label) in enumerate(spans):
        start = text.index(words)
        annotations.append(make_annotation(start, start + len(words), label, id=100 + number))
    annotations.sort(key=lambda one: (one.span, one.id))
    document = make_document(text, id=id)
    return AnnotatedDocument(document, tuple(annotations), annotators={ANA: "Ana"})


def docs_in(data: bytes) -> list:
    return list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))


def changed(made) -> list[str]:
    return [one.text for one in made.losses if one.fate is Fate.CHANGED]


def test_spacy_reads_the_text_and_tokens_that_its_own_tokeniser_makes():
    made = export_all(Spacy(), [torture_article(), unannotated_article()])

    docs = docs_in(made.files["train.spacy"])

    assert [doc.text for doc in docs] == [TEXT, unannotated_article().document.text]
    for doc in docs:
        assert [one.text for one in doc] == [one.text for one in spacy.blank("en")(doc.text)]
        assert "sc" in doc.spans


def test_all_spans_are_in_the_group_and_flat_ones_in_the_entities():
    text = "Mayor Aïda Brandt of Port Merrow said so."
    nested = article(
        text, ("Mayor Aïda Brandt", "ACTOR"), ("Brandt", "ACTOR"), ("Port Merrow", "LOCATION"),
        ("Mayor Aïda Brandt of Port Merrow", "CLAIM"),
    )  # fmt: skip

    made = export_all(Spacy(), [nested])
    (doc,) = docs_in(made.files["train.spacy"])

    assert {(one.text, one.label_) for one in doc.spans["sc"]} == {
        ("Mayor Aïda Brandt", "ACTOR"),
        ("Brandt", "ACTOR"),
        ("Port Merrow", "LOCATION"),
        ("Mayor Aïda Brandt of Port Merrow", "CLAIM"),
    }
    assert [(one.text, one.label_) for one in doc.ents] == [
        ("Mayor Aïda Brandt", "ACTOR"),
        ("Port Merrow", "LOCATION"),
    ]
    assert changed(made) == ["Brandt"]
    assert all(one.start_char == text.index(one.text) for one in doc.spans["sc"])


def test_which_labels_are_entities_and_which_of_them_stays_can_be_chosen():
    nested = article(
        "Mayor Aïda Brandt said so.", ("Mayor Aïda Brandt", "CLAIM"), ("Aïda", "CLAIM")
    )

    made = export_all(Spacy(), [nested], entities="CLAIM, QUOTE", overlaps="innermost")

    assert [one.text for one in docs_in(made.files["train.spacy"])[0].ents] == ["Aïda"]
    assert changed(made) == ["Mayor Aïda Brandt"]


def test_the_same_span_by_two_annotators_is_no_loss():
    twice = article("Brandt said so.", ("Brandt", "ACTOR"), ("Brandt", "ACTOR"))

    made = export_all(Spacy(), [twice])

    (doc,) = docs_in(made.files["train.spacy"])
    assert (len(doc.ents), len(doc.spans["sc"])) == (1, 2)
    assert changed(made) == []


def test_spans_that_do_not_fit_the_tokens_are_moved_and_told():
    odd = article(
        "Brandt's boat  sank.", ("Brand", "ACTOR"), ("boat ", "LOCATION"), ("  ", "CLAIM")
    )

    made = export_all(Spacy(), [odd])

    (doc,) = docs_in(made.files["train.spacy"])
    assert [(one.text, one.label_) for one in doc.spans["sc"]] == [
        ("Brandt", "ACTOR"),
        ("boat", "LOCATION"),
    ]
    told = {one.label: one.fate for one in made.losses if one.kind is Kind.SPAN}
    assert told == {"ACTOR": Fate.MOVED, "LOCATION": Fate.CUT, "CLAIM": Fate.DROPPED}


def test_relations_metadata_and_whom_a_span_names_go_along():
    made = export_all(Spacy(), [torture_article()])

    (doc,) = docs_in(made.files["train.spacy"])
    own = doc.user_data["annotator"]
    spans = list(doc.spans["sc"])
    led = [
        (one["label"], spans[one["source"]].text[:8], spans[one["target"]].text)
        for one in own["relations"]
    ]
    assert ("SPEAKER", "“If the ", "Ole Nyborg") in led
    assert len(led) == 4
    assert own["article"]["outlet"] == "Der Bote & Co. <Nord>"
    assert MAYOR.wikidata in {one.kb_id_ for one in spans}
    assert len(own["spans"]) == len(spans)


def test_many_articles_make_a_folder_of_shards(monkeypatch):
    monkeypatch.setattr(docbin_writer, "SHARD_DOCUMENTS", 2)
    articles = [bare_article(number, text=f"Article number {number}.") for number in range(1, 6)]

    made = export_all(Spacy(), articles)

    shards = [name for name in made.files if name.endswith(".spacy")]
    assert shards == ["train/00001.spacy", "train/00002.spacy", "train/00003.spacy"]
    config = load_config_from_str(made.files["config-ner.cfg"].decode())
    assert config["paths"]["train"] == "train"
    assert [one.text for one in read_all(Spacy(), made)] == [one.document.text for one in articles]


def test_the_parts_of_a_split_are_where_the_configurations_look():
    parts = {"train": [torture_article()], "dev": [unannotated_article()], "test": []}

    made = export_all(Spacy(), (), parts=parts)

    assert {"train.spacy", "dev.spacy", "test.spacy"} < set(made.files)
    for name in ("config-ner.cfg", "config-spancat.cfg"):
        text = made.files[name].decode()
        assert load_config_from_str(text)["paths"]["dev"] == "dev.spacy"
        assert "flatter" not in text


def test_what_is_not_split_is_tuned_on_itself_and_says_so():
    text = export_all(Spacy(), [torture_article()]).files["config-ner.cfg"].decode()

    assert load_config_from_str(text)["paths"]["dev"] == "train.spacy"
    assert "flatter" in text


def test_articles_at_which_spacy_would_stop_are_left_out_and_told(monkeypatch):
    monkeypatch.setattr(docbin_writer, "LONGEST_ARTICLE", 20)

    made = export_all(Spacy(), [bare_article(1, text="x" * 21), bare_article(2, text="short")])

    assert [one.text for one in docs_in(made.files["train.spacy"])] == ["short"]
    assert [(one.kind, one.fate) for one in made.losses] == [(Kind.ARTICLE, Fate.DROPPED)]


def test_a_language_without_a_tokeniser_is_refused_with_a_sentence():
    with pytest.raises(ExportFailed, match="qq"):
        export_all(Spacy(), [torture_article()], language="qq")


def test_another_language_is_that_of_the_pipeline_and_of_the_tokens():
    text = "Die Fähre kostet z.B. 3 Euro."

    made = export_all(Spacy(), [bare_article(1, text=text)], language="de")

    (doc,) = docs_in(made.files["train.spacy"])
    assert [one.text for one in doc] == [one.text for one in spacy.blank("de")(text)]
    config = load_config_from_str(made.files["config-spancat.cfg"].decode())
    assert config["nlp"]["lang"] == "de"


def test_short_spans_are_all_proposed():
    short = article("Mayor Aïda Brandt said so.", ("Mayor Aïda Brandt", "ACTOR"), ("so", "CLAIM"))

    config = spancat(export_all(Spacy(), [short]))

    suggester = config["components"]["spancat"]["suggester"]
    assert suggester["@misc"] == "spacy.ngram_range_suggester.v1"
    assert (suggester["min_size"], suggester["max_size"]) == (1, 3)


def test_long_spans_are_proposed_by_a_finder_that_takes_their_lengths():
    config = spancat(export_all(Spacy(), [torture_article()]))

    finder = config["components"]["span_finder"]
    assert (finder["min_length"], finder["max_length"]) == (1, 73)
    # without the vectors the finder proposes nothing in training, and nothing is ever learnt
    assert config["training"]["annotating_components"] == ["tok2vec", "span_finder"]


def test_the_lengths_are_told_by_label():
    made = export_all(Spacy(), [torture_article()])

    labels = orjson.loads(made.files["span-lengths.json"])["labels"]

    assert labels["QUOTE"]["spans"] == 3
    assert labels["QUOTE"]["longest"] == 73
    assert labels["QUOTE"]["50%"] == 9
    assert "QUOTE: 3 spans" in made.files["config-spancat.cfg"].decode()


@pytest.mark.parametrize("kind", ["ner", "spancat"])
def test_the_configurations_are_what_spacy_proposes_itself(kind):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what its command line imports
        from spacy.cli.init_config import init_config
    proposed = init_config(lang="en", pipeline=[kind], optimize="efficiency")
    made = export_all(Spacy(), [article("Brandt said so.", ("Brandt", "ACTOR"))])
    ours = load_config_from_str(made.files[f"config-{kind}.cfg"].decode(), interpolate=False)

    for config in (proposed, ours):
        config["paths"] = config["nlp"]["batch_size"] = None
        config["components"].get("spancat", {}).pop("suggester", None)
    assert ours == proposed


@pytest.mark.parametrize("articles", [[], [unannotated_article()]])
def test_with_nothing_to_learn_there_are_configurations_that_say_so(articles):
    made = export_all(Spacy(), articles)

    for name in ("config-ner.cfg", "config-spancat.cfg"):
        text = made.files[name].decode()
        assert "nothing to learn" in text
        load_model_from_config(load_config_from_str(text))


def test_labels_from_which_no_relation_leads_are_the_entities():
    made = export_all(Spacy(), [torture_article()], scheme=starter_scheme("news"))

    assert "(doc.ents) are: ACTOR, LOCATION." in made.files["config-ner.cfg"].decode()


def spancat(made):
    return load_config_from_str(made.files["config-spancat.cfg"].decode())

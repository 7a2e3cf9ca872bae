from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.suggest.base import Parsed
from annotator.suggest.names.named import named, settled
from annotator.suggest.pipeline import Pipeline, default_model
from tests.strategies import texts
from tests.suggest.tagged import tagged

if TYPE_CHECKING:
    from annotator.domain.suggestion import Prediction


def found_in(written: str) -> list[tuple[str, str]]:
    doc = tagged(written)
    return [(one.span.text_of(doc.text), one.label) for one in named(Parsed(doc.text, doc))]


def only(written: str) -> Prediction:
    doc = tagged(written)
    (one,) = named(Parsed(doc.text, doc))
    return one


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("the/DT/ORG Merrow/NNP/ORG Board/NNP/ORG met/VBD", "Merrow Board"),
        ("Merrow/NNP/ORG Board/NNP/ORG 's/POS/ORG vote/NN", "Merrow Board"),
        ("Mr/NNP/PERSON Reed/NNP/PERSON spoke/VBD", "Reed"),
        ("President/NNP/PERSON Ada/NNP/PERSON Quill/NNP/PERSON spoke/VBD", "Ada Quill"),
        ("“/`` Ada/NNP/PERSON Quill/NNP/PERSON ”/'' spoke/VBD", "Ada Quill"),
        ("met/VBD Harakat/NNP Tarn/NNP/ORG al/NNP/ORG -/HYPH/ORG", "Harakat Tarn"),
        ("met/VBD Ada/NNP Quill/NNP/PERSON yesterday/RB", "Ada Quill"),
        ("met/VBD Oscar/NNP/PERSON de/IN la/DT Tarn/NNP yesterday/RB", "Oscar de la Tarn"),
        ("met/VBD Ada/NNP/GPE Quill/NNP/PERSON yesterday/RB", "Ada Quill"),
        ("met/VBD Jan/NNP/PERSON van/IN/PERSON Dyck/NNP/GPE there/RB", "Jan van Dyck"),
        ("Said/VBD/PERSON Quill/NNP/PERSON :/: no/UH", "Quill"),
        ("near/IN Merrow/NNP/GPE air/NN base/NN there/RB", "Merrow air base"),
        ("at/IN the/DT Bank/NNP/ORG of/IN Merrow/NNP/GPE there/RB", "Bank of Merrow"),
        ("UN/NNP/ORG Safety/NNP/ORG Council/NNP/ORG Resolution/NNP/ORG 7/CD/ORG holds/VBZ",
         "UN Safety Council"),
    ],
)  # fmt: skip
def test_edges_are_those_of_the_name(written: str, name: str) -> None:
    assert [one for one, _ in found_in(written)] == [name]


def test_no_name_runs_across_a_line_end() -> None:
    written = "Ada/NNP/PERSON Quill/NNP/PERSON ¶/_SP/PERSON Tom/NNP/PERSON Reed/NNP/PERSON"
    assert found_in(written) == [("Ada Quill", "ACTOR"), ("Tom Reed", "ACTOR")]


def test_a_possessive_parts_two_names() -> None:
    written = "Norway/NNP/ORG 's/POS/ORG Harbour/NNP/ORG Board/NNP/ORG met/VBD"
    assert found_in(written) == [("Norway", "LOCATION"), ("Harbour Board", "ACTOR")]


def test_a_possessive_inside_of_a_name_does_not() -> None:
    written = "the/DT People/NNP/ORG 's/POS/ORG Court/NNP/ORG met/VBD"
    assert found_in(written) == [("People's Court", "ACTOR")]


@pytest.mark.parametrize("model", ["PERSON", "ORG", "NORP", "GPE", "FAC", "WORK_OF_ART"])
def test_a_country_is_a_location_whatever_the_model_says(model: str) -> None:
    assert found_in(f"all/DT of/IN Norway/NNP/{model} slept/VBD") == [("Norway", "LOCATION")]


@pytest.mark.parametrize("model", ["PERSON", "ORG", "GPE"])
def test_a_known_city_is_a_location(model: str) -> None:
    assert found_in(f"talks/NNS about/IN Oslo/NNP/{model} ended/VBD") == [("Oslo", "LOCATION")]


def test_a_city_in_a_longer_name_is_not() -> None:
    assert found_in("the/DT Washington/NNP/ORG Post/NNP/ORG wrote/VBD") == [
        ("Washington Post", "ACTOR")
    ]


def test_a_surname_is_its_bearer_s_where_the_model_sees_a_place() -> None:
    written = "Ada/NNP/PERSON Moss/NNP/PERSON spoke/VBD ./. Then/RB Moss/NNP/GPE left/VBD"
    assert found_in(written) == [("Ada Moss", "ACTOR"), ("Moss", "ACTOR")]


@pytest.mark.parametrize(
    "written",
    [
        "he/PRP lives/VBZ in/IN Quillmoor/NNP/ORG now/RB",
        "the/DT town/NN of/IN Quillmoor/NNP/ORG slept/VBD",
        "the/DT Quillmoor/NNP/PERSON -/HYPH based/VBN board/NN",
        "the/DT mayor/NN of/IN Quillmoor/NNP/PERSON slept/VBD",
        "the/DT port/NN of/IN Quillmoor/NNP/NORP slept/VBD",
    ],
)
def test_words_around_it_make_a_place(written: str) -> None:
    assert found_in(written) == [("Quillmoor", "LOCATION")]


def test_a_common_noun_that_opens_a_sentence_is_no_name() -> None:
    written = "{first}/NNS/{model} sank/VBD ./. The/DT ferries/NNS were/VBD old/JJ"

    assert found_in(written.format(first="Ferries", model="ORG")) == []
    assert found_in(written.format(first="Quills", model="ORG")) == [("Quills", "ACTOR")]


@pytest.mark.parametrize(
    "written",
    [
        "Mr/NNP Quillmoor/NNP/GPE slept/VBD",
        "they/PRP saw/VBD Quillmoor/NNP/GPE ,/, 54/CD ,/, there/RB",
        "they/PRP saw/VBD Quillmoor/NNP/GPE ,/, who/WP slept/VBD",
    ],
)
def test_words_around_it_make_a_person(written: str) -> None:
    assert found_in(written) == [("Quillmoor", "ACTOR")]
    assert ("kind", "person") in only(written).attributes


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("Merrow International Airport", "LOCATION", "site"),
        ("Tarn Bridge", "LOCATION", "site"),
        ("Tarn River", "LOCATION", "region"),
        ("Merrow University", "ACTOR", "organisation"),
        ("Merrow Harbour Ministry", "ACTOR", "organisation"),
    ],
)
def test_nouns_in_names_tell_their_kind(name: str, label: str, kind: str) -> None:
    written = " ".join(f"{word}/NNP/PERSON" for word in name.split())
    one = only(f"they/PRP saw/VBD the/DT {written} there/RB")
    assert (one.label, dict(one.attributes)["kind"]) == (label, kind)


@pytest.mark.parametrize("model", ["EVENT", "LAW", "WORK_OF_ART", "DATE"])
def test_other_kinds_of_names_are_left_out(model: str) -> None:
    assert found_in(f"after/IN the/DT Tarn/NNP/{model} Tale/NNP/{model} ended/VBD") == []


@pytest.mark.parametrize(
    "written",
    [
        "the/DT Harbour/NNP/ORG Safety/NNP/ORG Act/NNP/ORG passed/VBD",
        "the/DT GDP/NNP/ORG fell/VBD",
        "the/DT Council/NNP/ORG met/VBD",
        "the/DT Prime/NNP/PERSON Minister/NNP/PERSON spoke/VBD",
        "mean/JJ tidal/JJ range/NN (/-LRB- MTR/NNP/ORG )/-RRB- fell/VBD",
        "Whales/NNS/ORG swim/VBP ./. The/DT whale/NN dived/VBD",
        "see/VB https://merrow.example/Ada-Quill/NNP/ORG now/RB",
    ],
)
def test_what_only_looks_like_a_name_is_left_out(written: str) -> None:
    assert found_in(written) == []


def test_nationalities_are_actors_alone_but_not_before_a_noun() -> None:
    assert found_in("the/DT British/NNPS/NORP said/VBD so/RB") == [("British", "ACTOR")]
    assert found_in("the/DT British/JJ/NORP minister/NN said/VBD so/RB") == []


def test_peoples_and_parties_count_before_a_noun_too() -> None:
    written = "the/DT Tarnite/NNP/NORP commander/NN left/VBD"
    assert found_in(written) == [("Tarnite", "ACTOR")]


def test_a_short_form_has_the_label_of_the_long_one_everywhere() -> None:
    written = (
        "Tarn/NNP/ORG Free/NNP/ORG Front/NNP/ORG (/-LRB- TFF/NNP/GPE )/-RRB- met/VBD ./."
        " Then/RB TFF/NNP/GPE left/VBD"
    )
    assert found_in(written) == [
        ("Tarn Free Front", "ACTOR"), ("TFF", "ACTOR"), ("TFF", "ACTOR")
    ]  # fmt: skip


def test_a_short_form_of_plain_words_is_a_thing_wherever_it_stands() -> None:
    written = (
        "a/DT tidal/JJ power/NN unit/NN (/-LRB- TPX/NNP/ORG )/-RRB- ¶/_SP "
        "a/DT tidal/JJ power/NN engine/NN (/-LRB- TPE/NNP/ORG )/-RRB- hums/VBZ ./. "
        "the/DT TPE/NNP/ORG stopped/VBD and/CC TPE/NNP/ORG rusts/VBZ"
    )
    assert "TPE" not in {name for name, _ in found_in(written)}


@pytest.mark.parametrize(
    "written",
    [
        "saw/VBD the/DT film/NN “/`` Quill/NNP/PERSON ”/'' there/RB",
        "saw/VBD the/DT film/NN Quill/NNP/PERSON there/RB",
    ],
)
def test_titles_of_works_are_no_names(written: str) -> None:
    assert found_in(written) == []


def test_the_title_is_kept_as_an_attribute() -> None:
    one = only("said/VBD militia/NN commander/NN Omar/NNP/PERSON Tarni/NNP/PERSON yesterday/RB")
    assert one.attributes == (("kind", "person"), ("title", "militia commander"))
    assert one.reason == "title “militia commander” before it"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("its/PRP$ Finnish/JJ/NORP Foreign/NNP Minister/NNP Reed/NNP/PERSON", "Foreign Minister"),
        ("Secretary/NNP of/IN State/NNP Reed/NNP/PERSON", "Secretary of State"),
        ("the/DT paper/NN 's/POS ally/NN President/NNP Reed/NNP/PERSON", "President"),
    ],
)
def test_a_title_is_what_the_bearer_is(written: str, title: str) -> None:
    assert dict(only(f"{written} spoke/VBD").attributes)["title"] == title


def test_words_of_a_headline_are_no_names_unless_the_text_knows_them() -> None:
    written = (
        "Ministers/NNP Rebuke/NNP Ada/NNP/PERSON Quill/NNP/PERSON In/IN Sharp/NNP Turn/NNP/PERSON"
        " To/TO Oslo/NNP/PERSON ¶/_SP They/PRP saw/VBD Ada/NNP/PERSON Quill/NNP/PERSON"
    )
    assert found_in(written) == [
        ("Ada Quill", "ACTOR"), ("Oslo", "LOCATION"), ("Ada Quill", "ACTOR")
    ]  # fmt: skip


def test_without_a_doc_there_are_none() -> None:
    assert named(Parsed("Ada Quill spoke.")) == []


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(default_model(), {"ner"}, {"tagger", "parser"})


def names_of(pipeline: Pipeline, text: str) -> dict[str, Prediction]:
    found = settled(text, named(Parsed(text, pipeline.doc(text))))
    return {one.span.text_of(text): one for one in found}


@pytest.mark.parametrize(
    ("sentence", "acting"),
    [
        ("Norway refused to sign the treaty.", {"Norway"}),
        ("The treaty was rejected by Norway.", {"Norway"}),
        ("Norway denied that Sweden had agreed.", {"Norway", "Sweden"}),
        ("He lives in Norway.", set()),
        ("Norway is cold.", set()),
    ],
)
def test_a_place_that_acts_says_so(pipeline: Pipeline, sentence: str, acting: set[str]) -> None:
    found = names_of(pipeline, sentence)
    assert {one.label for one in found.values()} == {"LOCATION"}
    assert {name for name, one in found.items() if ("acts", True) in one.attributes} == acting


def test_a_news_text_is_marked_as_an_analyst_would(pipeline: Pipeline) -> None:
    text = (
        "Board Puts Sudden End To Ferry Plan Of Ada Quill\n"
        "The Merrow Harbour Board (MHB) met in Oslo on Monday, its director Ada Quill told"
        " Norwegian reporters. The MHB denied that Quill had left Norway.\n"
    )
    found = names_of(pipeline, text)
    assert {name: one.label for name, one in found.items()} == {
        "Ada Quill": "ACTOR",
        "Merrow Harbour Board": "ACTOR",
        "MHB": "ACTOR",
        "Oslo": "LOCATION",
        "Quill": "ACTOR",
        "Norway": "LOCATION",
    }


_WORDS = st.sampled_from(
    (
        *("Ada", "Quill", "al", "al-", "bin", "de", "the", "The", "of", "(", ")", "MHB", "TFF"),
        *("Mr", "Mr.", "President", "'s", "’s", "\n", "said", "in", "Oslo", "Norway", "Norwegian"),
        *("Board", "US", "U.S.", "$", "“", "”", "‘", "’", "“The", ",", ".", "¶", "😀", "air"),
        *("base", "AND", "DENIED", "http://a.b/Oslo"),
    )
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts(), st.lists(_WORDS, max_size=30).map(" ".join)))
def test_any_text_gives_sound_predictions(pipeline: Pipeline, text: str) -> None:
    raw = named(Parsed(text, pipeline.doc(text)))
    for found in (raw, settled(text, raw)):
        spans = [one.span.within(len(text)) for one in found]
        assert spans == sorted(spans)
        for label in ("ACTOR", "LOCATION"):
            alike = [one.span for one in found if one.label == label]
            assert not any(one.overlaps(two) for one, two in pairwise(alike))
        assert all(one.score is not None and 0 <= one.score <= 1 for one in found)
        assert all(one.span.text_of(text).strip() and "\n" not in one.reason for one in found)


@given(st.lists(_WORDS, max_size=20), st.lists(st.sampled_from(["", "NNP/ORG", "NNP/X", "NN"])))
def test_pipelines_with_other_labels_do_not_break_it(words: list[str], marks: list[str]) -> None:
    pairs = zip((word for word in words if word.strip() and "/" not in word), marks, strict=False)
    doc = tagged(" ".join(f"{word}/{mark}" for word, mark in pairs) or "Oslo")
    assert all(one.span.within(len(doc.text)) for one in named(Parsed(doc.text, doc)))

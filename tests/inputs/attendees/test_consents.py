import pytest

from eventsvc.inputs.attendees.consents import Answer, Asks, Purpose, Question, question_in
from tests.support.attendee_lists import consents, office, read, sentences

GRANTED, REFUSED = {"photo": "granted"}, {"photo": "refused"}
UNKNOWN: dict[str, str] = {}
CLEAR = "Ich bin einverstanden, dass Fotos von mir gemacht werden"


def photo(heading, answer):
    (found,) = consents(read(f"Name\t{heading}\nAnna Muster\t{answer}\n"))
    return found


@pytest.mark.parametrize(
    "answer",
    [
        "ja",
        "ja, gerne",
        "Ja bitte",
        "tak",
        "ano",
        "yes",
        "x",
        "X",
        "1",
        "TRUE",
        "✓",
        "einverstanden",
    ],
)
def test_a_clear_yes_to_a_clear_question_is_granted(answer):
    assert photo(CLEAR, answer) == GRANTED


@pytest.mark.parametrize(
    "answer", ["nein", "nein danke", "ne", "nie", "no", "0", "keine Fotos", "bitte nicht"]
)
def test_a_no_is_refused(answer):
    assert photo(CLEAR, answer) == REFUSED


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "-",
        "?",
        "ja?",
        "vielleicht",
        "ja, aber nur Gruppe",
        "ja und nein",
        "keine Angabe",
        "k.A.",
        "kein Problem",
        "2",
        "siehe Mail",
    ],
)
def test_what_is_not_clearly_yes_or_no_is_unknown(answer):
    assert photo(CLEAR, answer) == UNKNOWN


@pytest.mark.parametrize("heading", ["keine Fotos", "kein Foto", "Fotoverbot", "Widerspruch Fotos"])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("x", REFUSED), ("ja", REFUSED), ("1", REFUSED), ("nein", UNKNOWN), ("0", UNKNOWN)],
)
def test_a_tick_under_a_negated_heading_refuses_and_nothing_there_grants(heading, answer, outcome):
    assert photo(heading, answer) == outcome


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("ja", GRANTED), ("nein", REFUSED), ("x", UNKNOWN), ("1", UNKNOWN), ("", UNKNOWN)],
)
def test_where_the_heading_lists_its_answers_only_these_count(answer, outcome):
    assert photo("Foto (ja/nein)", answer) == outcome


def test_a_column_with_other_numbers_holds_counts_and_no_ticks():
    read_list = read(
        f"Name\t{CLEAR}\nAnna Muster\t1\nMax Muster\t2\nZoë Muster\t0\nUte Muster\tja\n"
    )

    assert consents(read_list) == [UNKNOWN, UNKNOWN, UNKNOWN, GRANTED]
    assert [problem.code for problem in read_list.problems] == ["consent-unclear"] * 3


def test_a_heading_that_only_names_the_purpose_is_asked_about():
    data = "Name;Foto\nAnna Muster;ja\nMax Muster;nein\n"

    (column,) = read(data).unsure
    assert (column.letters, column.guess, column.examples) == ("B", "photo", ("ja", "nein"))
    assert consents(read(data)) == [UNKNOWN, UNKNOWN]
    assert consents(read(data, Foto="photo")) == [GRANTED, REFUSED]
    assert consents(read(data, B="no-photo")) == [REFUSED, UNKNOWN]


def test_a_mapping_does_not_make_a_tick_under_listed_answers_a_yes():
    assert consents(office("2-stand-25-08.xlsx", {"Foto ja/nein": "photo"}))[3] == UNKNOWN


def test_a_sentence_for_two_purposes_is_no_consent_to_either():
    data = "Name;Einverstanden mit Fotos und Netzwerkverteiler\nAnna Muster;ja\n"

    assert consents(read(data)) == [UNKNOWN]
    assert [column.guess for column in read(data).unsure] == [""]


def test_each_purpose_is_a_decision_with_the_words_that_prove_it():
    data = (
        "Name;Fotos auf der Website erlaubt?;Aufnahme in die Teilnehmerliste: Einwilligung;"
        "Newsletter (ja/nein)\nAnna Muster;Ja, gern;x;nein\n"
    )

    (person,) = read(data).rows
    assert {
        str(purpose): (str(consent.answer), consent.words, consent.heading)
        for purpose, consent in person.consents.items()
    } == {
        "photo-web": ("granted", "Ja, gern", "Fotos auf der Website erlaubt?"),
        "attendee-list": ("granted", "x", "Aufnahme in die Teilnehmerliste: Einwilligung"),
        "newsletter": ("refused", "nein", "Newsletter (ja/nein)"),
    }
    assert sentences(read(data)) == []


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Foto", Question(Purpose.PHOTO, Asks.TOPIC)),
        ("Fotoerlaubnis", Question(Purpose.PHOTO, Asks.CONSENT)),
        ("Dürfen wir Sie fotografieren?", Question(Purpose.PHOTO, Asks.CONSENT)),
        ("Ich möchte nicht fotografiert werden", Question(Purpose.PHOTO, Asks.REFUSAL)),
        ("Photo consent (yes/no)", Question(Purpose.PHOTO, Asks.YES_NO)),
        ("Souhlas s fotografováním", Question(Purpose.PHOTO, Asks.CONSENT)),
        ("Zgoda na zdjęcia", Question(Purpose.PHOTO, Asks.CONSENT)),
        ("Einwilligung Fotos Social Media", Question(Purpose.PHOTO_SOCIAL, Asks.CONSENT)),
        ("Zustimmung Abdruck Foto in Broschüre", Question(Purpose.PHOTO_PRINT, Asks.CONSENT)),
        ("Kontakt im Steckbrief freigegeben", Question(Purpose.PUBLIC_PROFILE, Asks.CONSENT)),
        ("Telefon", None),
        ("Einwilligung", None),
    ],
)
def test_a_heading_says_what_it_asks_and_how(heading, question):
    assert question_in(heading) == question


def test_only_a_bare_topic_needs_to_be_confirmed():
    assert [asks for asks in Asks if not Question(Purpose.PHOTO, asks).is_sure] == [Asks.TOPIC]
    assert {str(answer) for answer in Answer} == {"granted", "refused", "unknown"}

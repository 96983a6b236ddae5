import pytest

from eventsvc.domain.organisations import (
    Directory,
    KnownOrganisation,
    Match,
    Suggestion,
    kind_said_by,
    suggest,
)
from eventsvc.domain.surveys import Answer, doubles
from tests.support.source_002 import FILE

KNOWN = (
    KnownOrganisation("gera", "Stadt Gera", ("Gera",), "municipality"),
    KnownOrganisation("weida", "Stadt Weida", (), "municipality"),
    KnownOrganisation("ilmenau", "Stadt Ilmenau", ("Ilmenau",), "municipality"),
    KnownOrganisation("tu", "Technische Universität Ilmenau", ("TU Ilmenau",), "university"),
    KnownOrganisation("allianz", 'Zweckverband Allianz "Thüringer Becken"', (), "association"),
    KnownOrganisation("lab", "Bauhaus.MobilityLab (NT.AG)", ("Bauhaus.MobilityLab",), "company"),
    KnownOrganisation("oder", "Stadt Frankfurt (Oder)", (), "municipality"),
    KnownOrganisation("cheb", "Město Cheb", (), "municipality"),
    KnownOrganisation("ort", "Gemeinde Probstadt", (), "municipality"),
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Stadt Weida", "weida"),
        ("Weida", "weida"),
        ("WEIDA", "weida"),
        ("Stadtverwaltung Weida (Thür.)", "weida"),
        ("Weida/Thüringen", "weida"),
        ("Bürgermeister der Stadt Weida", "weida"),
        ("Ilmenau", "ilmenau"),
        ("TU Ilmenau", "tu"),
        ("Bauhaus.Mobility.Lab", "lab"),
        ('Zweckverband Allianz "Thueringer Becken"', "allianz"),
        ("Cheb", "cheb"),
        ("Městský úřad Cheb", "cheb"),
    ],
)
def test_a_name_an_alias_or_an_unambiguous_municipality_is_sure(name, key):
    assert suggest(name, KNOWN).key == key


@pytest.mark.parametrize(
    "name",
    [
        "Landkreis Gera",
        "Stadtwerke Gera",
        "FH Ilmenau",
        "Frankfurt (Main)",
        "Stadt Probstadt",
        "Gera, Dezernat Bau",
        "Allianz",
        "",
        "–",
    ],
)
def test_what_only_resembles_is_never_sure(name):
    assert not suggest(name, KNOWN).is_sure


def test_a_university_is_not_even_suggested_as_the_town():
    without_the_university = [known for known in KNOWN if known.key != "tu"]

    assert suggest("TU Ilmenau", without_the_university) == Match()


def test_a_slip_of_the_pen_gets_the_nearest_suggestion_first():
    found = suggest("Stadt Wiedau", KNOWN, limit=1)

    assert [suggestion.key for suggestion in found.suggestions] == ["weida"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Stadt Suhl", "Stadt Cheb"),
        ("Stadt Au", "Stadt Ilmenau"),
        ("Landratsamt Greiz", "Landratsamt Gotha"),
        ("Město Tachov", "Město Cheb"),
        ("Gmina Bolesławiec", "Gmina Lwówek"),
        ("Verwaltungsgemeinschaft Rositz", "Verwaltungsgemeinschaft Pleißenaue"),
    ],
)
def test_two_names_are_not_alike_because_both_are_towns(name, other):
    assert suggest(name, [KnownOrganisation("other", other)]) == Match()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Stadt Dingelstedt", "Stadt Dingelstädt"),
        ("Gera, Dezernat Bau", "Stadt Gera"),
        ("Neustadt/Orla", "Stadt Neustadt an der Orla"),
        ("Allianz", 'Zweckverband Allianz "Thüringer Becken"'),
    ],
)
def test_what_is_alike_in_its_name_is_suggested(name, other):
    found = suggest(name, [KnownOrganisation("other", other)])

    assert [suggestion.key for suggestion in found.suggestions] == ["other"]


def test_many_towns_of_one_kind_do_not_crowd_out_the_one_that_is_alike():
    towns = [KnownOrganisation(str(at), f"Stadt Wie{at}") for at in range(100)]

    found = suggest("Stadt Wiedau", [*towns, KnownOrganisation("weida", "Stadt Weida")])

    assert "weida" in [suggestion.key for suggestion in found.suggestions]


def test_one_name_of_two_organisations_is_for_a_person_to_decide():
    twins = (
        KnownOrganisation("a", "Stadt Neustadt", (), "municipality"),
        KnownOrganisation("b", "Gemeinde Neustadt", (), "municipality"),
    )

    assert suggest("Neustadt", twins) == Match(
        suggestions=(
            Suggestion("a", "Stadt Neustadt", 100),
            Suggestion("b", "Gemeinde Neustadt", 100),
        )
    )
    assert suggest("Gemeinde Neustadt", twins) == Match(key="b")


def test_spellings_that_fold_alike_are_told_apart_as_written():
    twins = (KnownOrganisation("a", "Rädeverein"), KnownOrganisation("b", "Radeverein"))

    assert suggest("Radeverein", twins) == Match(key="b")


def test_a_directory_seeks_each_name_once():
    directory = Directory(KNOWN)

    assert directory.find("Stadt Wiedau") is directory.find(" Stadt  Wiedau ")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Stadt Gera", "municipality"),
        ("TU Ilmenau", "university"),
        ("Landkreis Greiz", "district"),
        ("Anna Muster", ""),
        ("Stadtwerke Stadt GmbH", ""),
    ],
)
def test_a_kind_is_what_the_name_itself_says(name, kind):
    assert kind_said_by(name) == kind


ON_THE_SLIDE = (
    "Stadt Weida",
    "Bauhaus.MobilityLab (NT.AG)",
    "Fachhochschule Erfurt",
    "Stadt Dingelstädt",
    "Stadt Gera",
    "Technische Universität Ilmenau",
    "Region Seltenrain",
    "Stadt Ilmenau",
    "Thüringer Landesvertretung bei der EU",
    'Zweckverband Allianz "Thüringer Becken"',
    "Stadt Ilmenau",
    "Wirtschaftsförderungsgesellschaft Jena mbH",
)
"""Who answered the survey of 2022, as the slides list them."""


def test_the_town_that_the_slides_list_twice_is_found_and_its_university_is_another():
    known = [
        KnownOrganisation(one.key, one.name["de"], (*one.short.values(), *one.aliases), one.kind)
        for one in FILE().organisations
    ]
    keys = [Directory(known).find(name).key for name in ON_THE_SLIDE]

    answers = [
        Answer(key=f"answer {number}", organisation=keys.index(key), said={})
        for number, key in enumerate(keys)
    ]

    assert len(set(keys)) == 11
    assert keys[5] == "tu-ilmenau"
    assert [[keys[one.organisation] for one in pair] for pair in doubles(answers)] == [
        ["ilmenau", "ilmenau"]
    ]

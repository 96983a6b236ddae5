from eventsvc.domain.people import folded_name


def test_names_are_compared_without_case_accents_and_blanks():
    assert folded_name(given="Jiří", family="Dvořák") == folded_name(given="JIRI", family="dvorak")


def test_a_name_of_signs_that_stand_for_whole_sentences_is_cut_to_what_is_kept():
    assert len(folded_name(given="\ufdfa" * 255, family="Muster")) == 512

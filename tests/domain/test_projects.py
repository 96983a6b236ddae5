"""Two states of an organisation's projects: compared, merged, put back, with keys of their own."""

from eventsvc.domain.projects import (
    TOLD,
    Fate,
    merged_projects,
    project_changes,
    with_free_keys,
    with_wished,
)


def told(key, **fields):
    return {"key": key, **dict.fromkeys(TOLD), "title": {"de": key}, **fields}


def test_changes_name_what_is_gone_or_other_then_what_is_new_and_no_day():
    before = [told("weg"), told("alt", months=3), told("gleich", told_on="2026-01-01")]
    after = [told("neu"), told("gleich", told_on="2026-02-02"), told("alt", months=5)]

    found = project_changes(before, after)

    assert [(one.fate, one.fields) for one in found] == [
        (Fate.GONE, ["title"]),
        (Fate.CHANGED, ["months"]),
        (Fate.NEW, ["title"]),
    ]


def test_a_proposal_changes_only_the_fields_its_writer_changed():
    base = [told("a"), told("b")]
    proposed = [told("a", months=5), told("b")]
    now = [told("a", cost="under_10k"), told("b", status="idea"), told("office")]

    assert merged_projects(now, base=base, proposed=proposed) == [
        told("a", months=5, cost="under_10k"),
        told("b", status="idea"),
        told("office"),
    ]


def test_a_proposal_adds_and_removes_projects():
    assert merged_projects(
        [told("a"), told("b")], base=[told("a"), told("b")], proposed=[told("b"), told("neu")]
    ) == [told("b"), told("neu")]


def test_of_what_the_office_deleted_only_what_a_steward_changed_comes_back():
    base = [told("left"), told("changed")]
    proposed = [told("left"), told("changed", months=5)]

    assert merged_projects([], base=base, proposed=proposed) == [told("changed", months=5)]


def test_an_older_state_keeps_newer_projects_that_others_want_to_copy():
    wanted, now = [told("old")], [told("old", months=2), told("wished"), told("newer")]

    found = with_wished(wanted, now=now, wished={"old", "wished"})

    assert found == [told("old"), told("wished")]


def test_a_key_that_somebody_else_has_by_now_gets_a_number():
    wanted = [told("raeder"), told("raeder-2"), told("tafeln")]

    found = with_free_keys(wanted, taken={"raeder"})

    assert [one["key"] for one in found] == ["raeder-3", "raeder-2", "tafeln"]
    assert found[0]["title"] == {"de": "raeder"}

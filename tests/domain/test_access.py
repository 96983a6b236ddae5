import pytest

from eventsvc.domain.access import POLICY, Actor, Grant, Place, Role, knows, may

ACTORS = {
    "administrator": Grant(Role.ADMINISTRATOR),
    "organiser": Grant(Role.ORGANISER, "ours"),
    "network helper": Grant(Role.HELPER, "ours"),
    "meeting helper": Grant(Role.HELPER, "ours", "gera"),
}
EVERYBODY = set(ACTORS)
OFFICE = {"administrator", "organiser"}
AT_HOME = Place("ours")
GERA = Place("ours", "gera")
SUHL = Place("ours", "suhl")
FOREIGN = Place("theirs", "gera")

MATRIX = {
    ("overview.see", Place()): EVERYBODY,
    ("account.own", Place()): EVERYBODY,
    ("meetings.see", AT_HOME): OFFICE | {"network helper"},
    ("meeting.see", GERA): EVERYBODY,
    ("meeting.see", SUHL): OFFICE | {"network helper"},
    ("meetings.change", AT_HOME): OFFICE,
    ("meeting.change", GERA): OFFICE,
    ("organisations.change", AT_HOME): OFFICE,
    ("network.change", AT_HOME): OFFICE,
    ("accounts.change", AT_HOME): OFFICE,
    ("audit.see", AT_HOME): OFFICE,
    ("attendees.change", GERA): OFFICE,
    ("attendees.see", GERA): OFFICE,
    ("badges.print", GERA): OFFICE,
    ("designs.change", Place()): {"administrator"},
    ("desk.use", GERA): EVERYBODY,
    ("desk.use", SUHL): OFFICE | {"network helper"},
}


@pytest.mark.parametrize(("question", "allowed"), MATRIX.items())
def test_each_role_may_do_exactly_what_the_policy_names(question, allowed):
    permission, place = question
    found = {name for name, grant in ACTORS.items() if may(Actor("a", (grant,)), permission, place)}

    assert found == allowed


def test_the_matrix_asks_every_permission_of_the_policy():
    assert {permission for permission, _ in MATRIX} == POLICY.keys()


@pytest.mark.parametrize("permission", sorted(POLICY.keys() - {"overview.see", "account.own"}))
@pytest.mark.parametrize("place", [FOREIGN, Place(), Place("", "gera")])
def test_nobody_but_administrators_may_anything_in_another_network(permission, place):
    found = {name for name, grant in ACTORS.items() if may(Actor("a", (grant,)), permission, place)}

    assert found == {"administrator"}


@pytest.mark.parametrize("grant", ACTORS.values(), ids=ACTORS)
def test_what_the_policy_does_not_name_is_forbidden_to_everybody(grant):
    assert not may(Actor("a", (grant,)), "meeting.delete", GERA)


def test_without_a_grant_nothing_is_allowed():
    assert not any(may(Actor("a"), permission, GERA) for permission in POLICY)


def test_several_grants_add_up():
    actor = Actor("a", (Grant(Role.HELPER, "theirs"), Grant(Role.ORGANISER, "ours")))

    assert may(actor, "attendees.see", GERA)
    assert not may(actor, "attendees.see", FOREIGN)


def test_only_who_works_in_a_network_knows_that_it_exists():
    known = {name for name, grant in ACTORS.items() if knows(Actor("a", (grant,)), GERA)}
    foreign = {name for name, grant in ACTORS.items() if knows(Actor("a", (grant,)), FOREIGN)}

    assert known == EVERYBODY
    assert foreign == {"administrator"}

import re

from eventsvc.domain.groups import GroupRole
from eventsvc.domain.kinds import NoticeKind, OrganisationKind, StatementKind
from eventsvc.domain.meetings import MeetingStatus, Mode, Visibility
from eventsvc.domain.projects import CostBand, ProjectStatus
from eventsvc.inputs.networks.file import read_network
from eventsvc.inputs.networks.values import choice_key
from eventsvc.paths import SOURCE_TREE

TEXT = (SOURCE_TREE / "docs" / "import-format.md").read_text(encoding="utf-8")


def test_the_example_in_the_documentation_can_be_imported():
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)

    file = read_network(example.encode(), name="example.yaml")

    assert (len(file.organisations), len(file.statements), len(file.meetings)) == (2, 2, 3)
    assert file.organisations[0].ags == "01001000"


def test_the_documentation_names_every_choice():
    (table,) = re.findall(r"## Choices\n(.*?)\n\n`topics", TEXT, re.DOTALL)
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("| `")]
    written = [re.sub(r" \(.*?\)", "", row).replace(" ", "").split(",") for row in rows]

    kinds = (
        OrganisationKind,
        StatementKind,
        NoticeKind,
        MeetingStatus,
        ProjectStatus,
        CostBand,
        Mode,
        Visibility,
        GroupRole,
    )
    assert written == [[choice_key(member.value) for member in kind] for kind in kinds]

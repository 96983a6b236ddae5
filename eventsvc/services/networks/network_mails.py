"""What an office adds to the mails of its network: a text before ours, and one at the end."""

from collections.abc import Mapping
from dataclasses import dataclass

from eventsvc.db.models import NetworkMailRow, NetworkRow
from eventsvc.db.queries.networks import network_mail
from eventsvc.db.transaction import transaction
from eventsvc.db.versions import expect
from eventsvc.domain.errors import EditConflict
from eventsvc.domain.placeholders import filled, require_known
from eventsvc.domain.texts import choose
from eventsvc.services.acts import Act

KINDS = ("registration", "seat-offered", "invitation", "reminder", "meeting-changed")
"""The kinds of mails that take such texts."""
OWN_INTRODUCTION = ("registration", "seat-offered")
"""Those of them whose introduction is not written anew for each mailing."""

Paragraphs = list[list[str]]


@dataclass(frozen=True, slots=True)
class Added:
    """The texts of one mail, placeholders filled: paragraphs of lines."""

    introduction: Paragraphs
    signature: Paragraphs


def write(
    kind: str,
    *,
    introduction: Mapping[str, str],
    signature: Mapping[str, str],
    version: int,
    act: Act,
) -> None:
    """Set the texts of one kind of mail. ``version`` is 0 while there are none.

    Raises:
        UnknownPlaceholder: A text names a placeholder that there is not.
        EditConflict: Somebody else wrote them since ``version``.
    """
    require_known(introduction=introduction, signature=signature)
    with transaction() as writing:
        row = network_mail(act.network_id or 0, kind)
        if row is None:
            if version:
                raise EditConflict
            row = NetworkMailRow(network_id=act.network_id, kind=kind)
            writing.add(row)
        else:
            expect(row, version)
        row.introduction, row.signature = dict(introduction), dict(signature)
        act.note("network.changed", f"mail:{kind}", {"fields": ["mails"]})


def added(network: NetworkRow, kind: str, *, language: str, values: Mapping[str, str]) -> Added:
    """Return the texts for one mail; without a signature, the network and its mailbox."""
    row = network_mail(network.id, kind)

    def said(texts: Mapping[str, str] | None) -> Paragraphs:
        words = choose(texts or {}, language=language, fallbacks=network.languages).text
        return paragraphs(filled(words, values))

    end = said(row.signature if row else None)
    usual = [line for line in (values["network"], network.email) if line]
    return Added(said(row.introduction if row else None), end or [usual])


def paragraphs(text: str) -> Paragraphs:
    """Return the lines of each paragraph; an empty line ends one."""
    found: Paragraphs = [[]]
    for line in (line.strip() for line in text.splitlines()):
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]

"""Public codes: the printed names of organisations and meetings."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import aliased

from eventsvc.db.models import PublicCodeRow


def current_code(organisation_id: ColumnElement[Any] | Any) -> ScalarSelect[str | None]:
    """Return, as part of a query, the code that leads to the organisation today.

    A sub-select and not a join, so that two current codes never double a row.
    """
    codes = aliased(PublicCodeRow)  # the query around it may be about a code itself
    return (
        select(func.min(codes.code))
        .where(codes.organisation_id == organisation_id)
        .where(codes.is_current)
        .scalar_subquery()
    )

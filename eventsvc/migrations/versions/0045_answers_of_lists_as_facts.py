"""Answers of lists as facts, without the quotation marks of a language

Revision: 0045, after 0044
"""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

DECISIONS = sa.table(
    "consent_decision",
    *(sa.column(name) for name in ("id", "channel", "source", "heading", "answer")),
)
OF_LISTS = sa.select(DECISIONS.c.id, DECISIONS.c.source).where(
    DECISIONS.c.channel == "file", DECISIONS.c.source.like("%, “%”: “%”")
)
AS_BEFORE = """
    UPDATE consent_decision SET source = source || ', “' || heading || '”: “' || answer || '”'
    WHERE heading <> '' OR answer <> ''
"""


def apart(sentence: str) -> dict[str, str] | None:
    """Return place, heading and answer; None: it can be read in two ways, and stays as it is."""
    left, *rest = sentence.split("”: “")
    source, *headings = left.split(", “")
    if len(rest) != 1 or len(headings) != 1 or not rest[0].endswith("”"):
        return None
    return {"source": source, "heading": headings[0], "answer": rest[0].removesuffix("”")}


def upgrade() -> None:
    with op.batch_alter_table('consent_decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heading', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('answer', sa.String(), server_default='', nullable=False))
    connection = op.get_bind()
    told = [(number, apart(sentence)) for number, sentence in connection.execute(OF_LISTS).all()]
    changes = [{"number": number, **facts} for number, facts in told if facts]
    if changes:
        one = sa.update(DECISIONS).where(DECISIONS.c.id == sa.bindparam("number"))
        connection.execute(
            one.values(
                source=sa.bindparam("source"),
                heading=sa.bindparam("heading"),
                answer=sa.bindparam("answer"),
            ),
            changes,
        )


def downgrade() -> None:
    op.execute(AS_BEFORE)
    with op.batch_alter_table('consent_decision', schema=None) as batch_op:
        batch_op.drop_column('answer')
        batch_op.drop_column('heading')

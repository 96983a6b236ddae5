"""Since when people are here: contact data has a clock

Revision: 0050, after 0049
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None

# Of others nobody wrote down when they came: their time runs from this version on.
ENTERED = sa.text(
    "UPDATE person SET entered_at = coalesce("
    "(SELECT min(created_at) FROM attendance WHERE attendance.person_id = person.id), :now)"
).bindparams(sa.bindparam("now", type_=sa.DateTime()))


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('entered_at', sa.DateTime(), nullable=True))
    now = datetime.now(UTC).replace(tzinfo=None)
    op.get_bind().execute(ENTERED, {"now": now})
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('entered_at', existing_type=sa.DateTime(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('entered_at')

"""Who came by the open form, or was named by somebody who takes part

Revision: 0051, after 0050
"""

import sqlalchemy as sa
from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None

BY_THEMSELVES = "('registration form', 'named by an attendee')"
CAME_UNINVITED = sa.text(
    "UPDATE person SET came_uninvited = :yes WHERE origin = '' AND erased_at IS NULL "
    "AND EXISTS (SELECT 1 FROM attendance WHERE attendance.person_id = person.id "
    f"AND attendance.source IN {BY_THEMSELVES}) "
    "AND NOT EXISTS (SELECT 1 FROM attendance WHERE attendance.person_id = person.id "
    f"AND attendance.source NOT IN {BY_THEMSELVES})"
).bindparams(sa.bindparam("yes", type_=sa.Boolean()))


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('came_uninvited', sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.get_bind().execute(CAME_UNINVITED, {"yes": True})


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('came_uninvited')

"""Questions of date polls that reached somebody else

Revision: 0039, after 0038
"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('date_poll_reply', schema=None) as batch_op:
        batch_op.add_column(sa.Column('disowned_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('date_poll_reply', schema=None) as batch_op:
        batch_op.drop_column('disowned_at')

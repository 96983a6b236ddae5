"""Questions of date polls that reached somebody else

Revision: 0038, after 0037
"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('date_poll_reply', schema=None) as batch_op:
        batch_op.add_column(sa.Column('disowned_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('date_poll_reply', schema=None) as batch_op:
        batch_op.drop_column('disowned_at')

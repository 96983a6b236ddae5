"""Statements written on a card of a meeting

Revision: 0040, after 0039
"""

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('meeting_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_statement_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_statement_meeting_id_meeting'), 'meeting', ['meeting_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_statement_meeting_id_meeting'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_statement_meeting_id'))
        batch_op.drop_column('meeting_id')

"""Agendas that follow the host of a date

Revision: 0038, after 0037
"""

import sqlalchemy as sa
from alembic import op

revision = '0038'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('rota_member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('agenda_like_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_rota_member_agenda_like_id_meeting'), 'meeting', ['agenda_like_id'], ['id'],
            ondelete='SET NULL',
        )
    with op.batch_alter_table('rota_turn', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('agenda_digest', sa.String(length=64), server_default='', nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table('rota_turn', schema=None) as batch_op:
        batch_op.drop_column('agenda_digest')
    with op.batch_alter_table('rota_member', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_rota_member_agenda_like_id_meeting'), type_='foreignkey')
        batch_op.drop_column('agenda_like_id')

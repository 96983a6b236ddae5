"""Host rotas: who takes turns in a series, and whose turn each date is

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('rota',
    sa.Column('series_id', sa.Integer(), nullable=False),
    sa.Column('turns', sa.Enum('hand', 'fair', name='order', native_enum=False, length=40), nullable=False),
    sa.Column('days_before', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_rota_series_id_series'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('series_id', name=op.f('pk_rota'))
    )
    op.create_table('rota_member',
    sa.Column('series_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('place', sa.String(length=255), nullable=False),
    sa.Column('venue', sa.String(length=255), nullable=False),
    sa.Column('address', sa.String(length=255), nullable=False),
    sa.Column('join_url', sa.String(length=2048), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_rota_member_organisation_id_organisation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['series_id'], ['rota.series_id'], name=op.f('fk_rota_member_series_id_rota'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('series_id', 'organisation_id', name=op.f('pk_rota_member'))
    )
    with op.batch_alter_table('rota_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rota_member_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('rota_turn',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('network_id', sa.Integer(), nullable=False),
    sa.Column('host_id', sa.Integer(), nullable=True),
    sa.Column('fixed_id', sa.Integer(), nullable=True),
    sa.Column('instead_of_id', sa.Integer(), nullable=True),
    sa.Column('passed', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('told_at', sa.DateTime(), nullable=True),
    sa.Column('filled_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['fixed_id'], ['organisation.id'], name=op.f('fk_rota_turn_fixed_id_organisation'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['instead_of_id'], ['organisation.id'], name=op.f('fk_rota_turn_instead_of_id_organisation'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['host_id'], ['organisation.id'], name=op.f('fk_rota_turn_host_id_organisation'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_rota_turn_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_rota_turn_network_id_network'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_rota_turn')),
    sa.UniqueConstraint('public_id', name=op.f('uq_rota_turn_public_id'))
    )
    with op.batch_alter_table('rota_turn', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rota_turn_host_id'), ['host_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('rota_turn', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rota_turn_host_id'))

    op.drop_table('rota_turn')
    with op.batch_alter_table('rota_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rota_member_organisation_id'))

    op.drop_table('rota_member')
    op.drop_table('rota')

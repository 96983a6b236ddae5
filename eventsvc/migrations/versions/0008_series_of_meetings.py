"""Series of meetings, and the plans by which their dates come

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('network_id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=64), nullable=False),
    sa.Column('title', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('visibility', sa.Enum('public', 'network', 'invited', name='visibility', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_series_network_id_network'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series')),
    sa.UniqueConstraint('network_id', 'slug', name=op.f('uq_series_network_id_slug'))
    )
    op.create_table('series_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('series_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=36), nullable=False),
    sa.Column('last', sa.Date(), nullable=True),
    sa.Column('rule', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('hours', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('template', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('left_out', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_series_plan_series_id_series'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series_plan')),
    sa.UniqueConstraint('uid', name=op.f('uq_series_plan_uid'))
    )
    with op.batch_alter_table('series_plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_series_plan_series_id'), ['series_id'], unique=False)

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('plan_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('slot', sa.Date(), nullable=True))
        batch_op.create_index('ix_meeting_series_id', ['series_id'], unique=False)
        batch_op.create_index('uq_meeting_plan_id_slot', ['plan_id', 'slot'], unique=True)
        batch_op.create_foreign_key('fk_meeting_plan_id_series_plan', 'series_plan', ['plan_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key('fk_meeting_series_id_series', 'series', ['series_id'], ['id'], ondelete='SET NULL')


def downgrade() -> None:
    op.drop_index('uq_meeting_plan_id_slot', 'meeting')
    op.drop_index('ix_meeting_series_id', 'meeting')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_constraint('fk_meeting_series_id_series', type_='foreignkey')
        batch_op.drop_constraint('fk_meeting_plan_id_series_plan', type_='foreignkey')
        for column in ('slot', 'plan_id', 'series_id'):
            batch_op.drop_column(column)
    op.drop_table('series_plan')
    op.drop_table('series')

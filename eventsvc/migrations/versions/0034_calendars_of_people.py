"""What people choose about their own calendars

Revision: 0034, after 0033
"""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('personal_calendar',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('is_off', sa.Boolean(), nullable=False),
    sa.Column('scope', sa.Enum('mine', 'network', name='scope', native_enum=False, length=40), nullable=False),
    sa.Column('alarm', sa.Enum('none', 'quarter', 'hour', 'day', name='alarm', native_enum=False, length=40), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_personal_calendar_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_personal_calendar'))
    )


def downgrade() -> None:
    op.drop_table('personal_calendar')

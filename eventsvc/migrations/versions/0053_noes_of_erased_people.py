"""By what the no of somebody erased is found when the same address comes again

Revision: 0053, after 0052
"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('address_key', sa.String(length=64), server_default='', nullable=False)
        )
        batch_op.create_index(batch_op.f('ix_person_address_key'), ['address_key'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_address_key'))
        batch_op.drop_column('address_key')

"""Rights used by letter or by phone

Revision: 0052, after 0051
"""

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'rights_request',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('network_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('public_id', sa.String(length=32), nullable=False),
        sa.Column('right', sa.Enum('access', 'correction', 'erasure', 'restriction', 'objection', name='right', native_enum=False, length=40), nullable=False),
        sa.Column('came_on', sa.Date(), nullable=False),
        sa.Column('channel', sa.Enum('form', 'link', 'desk', 'mail', 'paper', 'file', 'words', 'merge', name='channel', native_enum=False, length=40), nullable=False),
        sa.Column('source', sa.String(), nullable=False),
        sa.Column('identity', sa.String(), nullable=False),
        sa.Column('scan_id', sa.Integer(), nullable=True),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('noted_at', sa.DateTime(), nullable=False),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.Column('answer', sa.String(), nullable=False),
        sa.Column('is_mailed', sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_rights_request_network_id_network'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_rights_request_person_id_person'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['scan_id'], ['upload.id'], name=op.f('fk_rights_request_scan_id_upload'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rights_request')),
        sa.UniqueConstraint('public_id', name=op.f('uq_rights_request_public_id')),
    )
    with op.batch_alter_table('rights_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rights_request_network_id'), ['network_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_rights_request_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('rights_request')

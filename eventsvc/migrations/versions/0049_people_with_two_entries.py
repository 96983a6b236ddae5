"""People with two entries

Revision: 0049, after 0048
"""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'different_people',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('network_id', sa.Integer(), nullable=False),
        sa.Column('one_id', sa.Integer(), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=False),
        sa.Column('said_at', sa.DateTime(), nullable=False),
        sa.Column('said_by', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_different_people_network_id_network'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['one_id'], ['person.id'], name=op.f('fk_different_people_one_id_person'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['other_id'], ['person.id'], name=op.f('fk_different_people_other_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_different_people')),
        sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_different_people_one_id_other_id')),
    )
    with op.batch_alter_table('different_people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_different_people_network_id'), ['network_id'], unique=False)
        batch_op.create_index('ix_different_people_other', ['other_id'], unique=False)
    op.create_table(
        'merged_person',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('network_id', sa.Integer(), nullable=False),
        sa.Column('public_id', sa.String(length=32), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('given', sa.String(length=255), nullable=False),
        sa.Column('family', sa.String(length=255), nullable=False),
        sa.Column('folded_name', sa.String(length=512), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('origin', sa.String(length=255), nullable=False),
        sa.Column('merged_at', sa.DateTime(), nullable=False),
        sa.Column('merged_by', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_merged_person_network_id_network'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_merged_person_person_id_person'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_merged_person')),
        sa.UniqueConstraint('network_id', 'public_id', name=op.f('uq_merged_person_network_id_public_id')),
    )
    with op.batch_alter_table('merged_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_merged_person_public_id'), ['public_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_merged_person_person_id'), ['person_id'], unique=False)
    with op.batch_alter_table('consent_decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('entry', sa.String(length=32), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('consent_decision', schema=None) as batch_op:
        batch_op.drop_column('entry')
    op.drop_table('merged_person')
    op.drop_table('different_people')

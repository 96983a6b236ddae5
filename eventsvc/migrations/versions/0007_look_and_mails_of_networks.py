"""How networks look, and what they add to mails

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('network_logo',
    sa.Column('network_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_network_logo_network_id_network'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('network_id', name=op.f('pk_network_logo'))
    )
    op.create_table('network_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('network_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('introduction', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('signature', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_network_mail_network_id_network'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_network_mail')),
    sa.UniqueConstraint('network_id', 'kind', name=op.f('uq_network_mail_network_id_kind'))
    )
    for name, length in (('colour', 7), ('logo_digest', 64), ('sender_name', 64), ('reply_to', 254)):
        op.add_column('network', sa.Column(name, sa.String(length=length), nullable=False, server_default=''))
    for name in ('logo_width', 'logo_height'):
        op.add_column('network', sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
    op.add_column('network', sa.Column('logo_alt', sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False, server_default='{}'))


def downgrade() -> None:
    for name in ('reply_to', 'sender_name', 'logo_alt', 'logo_height', 'logo_width', 'logo_digest', 'colour'):
        op.drop_column('network', name)

    op.drop_table('network_mail')
    op.drop_table('network_logo')

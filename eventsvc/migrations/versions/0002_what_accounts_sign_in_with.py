"""What accounts sign in with: passkeys, apps, recovery codes; sessions that can be listed

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('passkey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.String(length=1400), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('added_at', sa.DateTime(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_passkey_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_passkey_public_id'))
    )
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_account_id'), ['account_id'], unique=False)

    op.create_table('recovery_code',
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_recovery_code_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('code_hash', name=op.f('pk_recovery_code'))
    )
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_account_id'), ['account_id'], unique=False)

    op.add_column('account', sa.Column('language', sa.String(length=8), nullable=False, server_default=''))
    op.add_column('account', sa.Column('code_key', sa.String(length=255), nullable=False, server_default=''))
    op.add_column('account', sa.Column('code_counter', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('network', sa.Column('requires_second_factor', sa.Boolean(), nullable=False, server_default=sa.false()))

    # Everybody signs in anew: nothing is known of the sessions there are.
    op.execute(sa.table('account_session').delete())
    with op.batch_alter_table('account_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('public_id', sa.String(length=32), nullable=False))
        batch_op.add_column(sa.Column('seen_at', sa.DateTime(), nullable=False))
        batch_op.add_column(sa.Column('awaits_code', sa.Boolean(), nullable=False))
        batch_op.add_column(sa.Column('tries', sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column('browser', sa.String(length=32), nullable=False))
        batch_op.add_column(sa.Column('system', sa.String(length=32), nullable=False))
        batch_op.create_unique_constraint(batch_op.f('uq_account_session_public_id'), ['public_id'])


def downgrade() -> None:
    op.drop_column('network', 'requires_second_factor')
    with op.batch_alter_table('account_session', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_account_session_public_id'), type_='unique')
        for column in ('system', 'browser', 'tries', 'awaits_code', 'seen_at', 'public_id'):
            batch_op.drop_column(column)
    for column in ('code_counter', 'code_key', 'language'):
        op.drop_column('account', column)

    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_code_account_id'))

    op.drop_table('recovery_code')
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkey_account_id'))

    op.drop_table('passkey')

"""Answers to invitations that come by mail, and comments on replies

Revision: 0035, after 0034
"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

OUTCOMES = ('taken', 'no-calendar', 'unreadable', 'not-a-reply', 'unknown-meeting', 'not-invited', 'no-proof', 'doubled', 'old', 'ahead', 'unknown-answer', 'closed', 'counter')


def upgrade() -> None:
    op.create_table('mail_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('network_id', sa.Integer(), nullable=True),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('attendance_id', sa.Integer(), nullable=True),
    sa.Column('received_at', sa.DateTime(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=True),
    sa.Column('outcome', sa.Enum(*OUTCOMES, name='outcome', native_enum=False, length=40), nullable=False),
    sa.Column('sender', sa.String(length=254), nullable=False),
    sa.Column('said', sa.String(length=40), nullable=False),
    sa.Column('comment', sa.String(length=500), nullable=False),
    sa.Column('proposes', sa.String(length=64), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=True),
    sa.Column('stamped_at', sa.DateTime(), nullable=True),
    sa.Column('mailed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendance.id'], name=op.f('fk_mail_reply_attendance_id_attendance'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_mail_reply_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_mail_reply_network_id_network'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_reply')),
    sa.UniqueConstraint('key', name=op.f('uq_mail_reply_key'))
    )
    with op.batch_alter_table('mail_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_reply_attendance_id'), ['attendance_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_reply_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index('ix_mail_reply_network_received', ['network_id', 'received_at'], unique=False)
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reply_comment', sa.String(length=500), server_default='', nullable=False))
        batch_op.add_column(sa.Column('replied_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_column('replied_at')
        batch_op.drop_column('reply_comment')
    op.drop_table('mail_reply')

"""Mails to groups, and where people come from

Revision: 0042, after 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

OF_A_LIST = """
    UPDATE person SET origin = COALESCE(
        (SELECT attendance.source FROM attendance WHERE attendance.id =
            (SELECT MIN(one.id) FROM attendance one WHERE one.person_id = person.id)
            AND attendance.source LIKE '%: %'),
        CASE WHEN EXISTS (SELECT 1 FROM import_memory WHERE import_memory.subject = 'person'
            AND import_memory.row_id = person.id) THEN 'network file' ELSE '' END
    )
"""
"""A list writes "file: sheet row"; whatever else puts somebody on a list writes no colon."""


def upgrade() -> None:
    with op.batch_alter_table('circular', schema=None) as batch_op:
        batch_op.add_column(sa.Column('group_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_circular_group_id'), ['group_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_circular_group_id_working_group'), 'working_group', ['group_id'], ['id'], ondelete='CASCADE')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('origin', sa.String(length=255), server_default='', nullable=False))
    op.execute(OF_A_LIST)


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('origin')
    with op.batch_alter_table('circular', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_circular_group_id_working_group'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_circular_group_id'))
        batch_op.drop_column('group_id')

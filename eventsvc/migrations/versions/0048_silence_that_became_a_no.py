"""Silence that became a no

Revision: 0048, after 0047
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

LIST = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')
PHOTOS = ('photo-print', 'photo-web', 'photo-social')
OWN = tuple(f'own-meeting-{number}' for number in range(1, 5))

STANDING = """
    SELECT attendance.network_id, attendance.person_id, attendance.meeting_id,
        attendance.created_at AS at, attendance.role, person.is_minor, organisation.is_guest
    FROM attendance JOIN person ON person.id = attendance.person_id
    LEFT JOIN organisation ON organisation.id = attendance.organisation_id
    WHERE person.erased_at IS NULL ORDER BY attendance.id
"""
COLUMNS: tuple[sa.ColumnClause[Any], ...] = (
    *(sa.column(name, sa.Integer()) for name in ('network_id', 'person_id', 'meeting_id')),
    sa.column('at', sa.DateTime()),
    sa.column('role', sa.String()),
    sa.column('is_minor', sa.Boolean()),
    sa.column('is_guest', sa.Boolean()),
)
TABLE = sa.table(
    'consent_limit',
    *(sa.column(name, sa.Integer()) for name in ('network_id', 'person_id', 'meeting_id')),
    sa.column('at', sa.DateTime()),
    sa.column('purposes', LIST),
    sa.column('reason', sa.String()),
)


def upgrade() -> None:
    op.create_table('consent_limit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('network_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('purposes', LIST, nullable=False),
    sa.Column('reason', sa.Enum('child', 'guest', 'asked', 'basis', 'never-share', name='reason', native_enum=False, length=40), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_consent_limit_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_consent_limit_network_id_network'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_consent_limit_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_limit'))
    )
    with op.batch_alter_table('consent_limit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_limit_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_limit_network_id'), ['network_id'], unique=False)
        batch_op.create_index('ix_consent_limit_person_meeting', ['person_id', 'meeting_id', 'id'], unique=False)
    with op.batch_alter_table('effect', schema=None) as batch_op:
        batch_op.add_column(sa.Column('limit_id', sa.Integer(), nullable=True))
        batch_op.alter_column('decision_id', existing_type=sa.Integer(), nullable=True)
        batch_op.create_index(batch_op.f('ix_effect_limit_id'), ['limit_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_effect_kind_subject_person_id_limit_id'), ['kind', 'subject', 'person_id', 'limit_id'])
        batch_op.create_foreign_key(batch_op.f('fk_effect_limit_id_consent_limit'), 'consent_limit', ['limit_id'], ['id'], ondelete='CASCADE')
        batch_op.create_check_constraint(batch_op.f('ck_effect_one_cause'), '(decision_id IS NULL) <> (limit_id IS NULL)')
    keep_what_holds()


def keep_what_holds() -> None:
    """Write down how everybody stands to each meeting, so that a later change is seen as one."""
    connection = op.get_bind()
    free: dict[int, set[str]] = {}
    for meeting_id, purpose, basis in connection.execute(sa.text('SELECT meeting_id, purpose, basis FROM meeting_basis')):
        if basis != 'consent':
            free.setdefault(meeting_id, set()).add(purpose)
    found = []
    for row in connection.execute(sa.text(STANDING).columns(*COLUMNS)):
        is_guest = row.is_guest or row.role == 'guest'
        told = set() if row.is_minor or is_guest else free.get(row.meeting_id, set())
        found.append({
            'network_id': row.network_id,
            'person_id': row.person_id,
            'meeting_id': row.meeting_id,
            'at': row.at,
            'purposes': sorted({*PHOTOS, *OWN} - told),
            'reason': 'child' if row.is_minor else 'guest' if is_guest else 'asked',
        })
    if found:
        op.bulk_insert(TABLE, found)


def downgrade() -> None:
    op.execute('DELETE FROM effect WHERE decision_id IS NULL')
    with op.batch_alter_table('effect', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_effect_one_cause'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_effect_limit_id_consent_limit'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_effect_kind_subject_person_id_limit_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_effect_limit_id'))
        batch_op.alter_column('decision_id', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('limit_id')
    op.drop_table('consent_limit')

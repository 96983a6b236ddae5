"""Pictures in the history of profiles

Revision: 0044, after 0043
"""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None

APART = """
    INSERT INTO profile_picture_file (organisation_id, digest, network_id, data)
    SELECT organisation_id, digest, network_id, data FROM profile_picture
"""
"""A crest is PNG, a photo JPEG: the two of one organisation never have the same digest."""
TOGETHER = """
    UPDATE profile_picture SET data = (
        SELECT kept.data FROM profile_picture_file kept
        WHERE kept.organisation_id = profile_picture.organisation_id
        AND kept.digest = profile_picture.digest)
"""


def upgrade() -> None:
    op.create_table('profile_picture_file',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('network_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['network_id'], ['network.id'], name=op.f('fk_profile_picture_file_network_id_network'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_profile_picture_file_organisation_id_organisation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('organisation_id', 'digest', name=op.f('pk_profile_picture_file'))
    )
    op.execute(APART)
    with op.batch_alter_table('profile_picture', schema=None) as batch_op:
        batch_op.drop_column('data')


def downgrade() -> None:
    with op.batch_alter_table('profile_picture', schema=None) as batch_op:
        batch_op.add_column(sa.Column('data', sa.LargeBinary(), nullable=True))
    op.execute(TOGETHER)
    with op.batch_alter_table('profile_picture', schema=None) as batch_op:
        batch_op.alter_column('data', existing_type=sa.LargeBinary(), nullable=False)
    op.drop_table('profile_picture_file')

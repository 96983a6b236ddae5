"""Store the QR symbols of public codes

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "code_symbol",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=255), nullable=False),
        sa.Column("modules", sa.LargeBinary(), nullable=False),
        sa.Column("drawing", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["public_code.code"],
            name=op.f("fk_code_symbol_code_public_code"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_code_symbol")),
    )


def downgrade() -> None:
    op.drop_table("code_symbol")

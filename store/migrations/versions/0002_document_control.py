"""Document control: machines, what revisions are for, identifiers, events, retries of jobs"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("manuals") as manuals:
        manuals.add_column(sa.Column("maker", sa.Text(), nullable=True))
        manuals.add_column(sa.Column("document_number", sa.Text(), nullable=True))
    with op.batch_alter_table("revisions") as revisions:
        for column in (
            sa.Column("date_known", sa.Boolean(), nullable=False, server_default=sa.true()),
            sa.Column("vectors", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("chunk_digest", sa.Text(), nullable=False, server_default=""),
            sa.Column("hidden_characters", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("serials", sa.Text(), nullable=False, server_default=""),
            sa.Column("firmware", sa.Text(), nullable=False, server_default=""),
            sa.Column("amends_manual", sa.Text(), nullable=True),
            sa.Column("amends_section", sa.Text(), nullable=True),
            sa.Column("submitted_by", sa.Text(), nullable=True),
            sa.Column("released_by", sa.Text(), nullable=True),
            sa.Column("described", sa.JSON(), nullable=False, server_default="[]"),
            sa.Column("confirmed", sa.Boolean(), nullable=False, server_default=sa.true()),
        ):
            revisions.add_column(column)
    # What is here was published with all its vectors.
    op.execute("UPDATE revisions SET vectors = chunks")
    with op.batch_alter_table("jobs") as jobs:
        added: tuple[sa.Column[Any], ...] = (
            sa.Column("size", sa.BigInteger(), nullable=False, server_default="0"),
            sa.Column("permanent", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
            sa.Column("parent", sa.Text(), nullable=True),
            sa.Column("revision_id", sa.Text(), nullable=True),
        )
        for column in added:
            jobs.add_column(column)
    op.create_table(
        "identifiers",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("chunk", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("defines", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("identifiers_by_key", "identifiers", ["key"])
    op.create_index("identifiers_by_revision", "identifiers", ["revision"])
    op.create_table(
        "machines",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("firmware", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("manual", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("events_by_manual", "events", ["manual"])
    op.create_table(
        "watched",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("modified_ns", sa.BigInteger(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )


def downgrade() -> None:
    for table in ("watched", "events", "machines", "identifiers"):
        op.drop_table(table)
    for name in ("size", "permanent", "retry_at", "parent", "revision_id"):
        op.drop_column("jobs", name)
    for name in (
        "date_known", "vectors", "chunk_digest", "hidden_characters", "serials", "firmware",
        "amends_manual",
        "amends_section", "submitted_by", "released_by", "described", "confirmed",
    ):  # fmt: skip
        op.drop_column("revisions", name)
    for name in ("maker", "document_number"):
        op.drop_column("manuals", name)

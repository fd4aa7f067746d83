"""Merged tickets: in which other one a ticket goes on."""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    # Not in a batch: SQLite would make the table anew, and others point at its rows. It takes a foreign key with a new column
    # alone, in words that Alembic has none for.
    kind = 'INTEGER' if op.get_bind().dialect.name == 'sqlite' else 'BIGINT'
    name = op.f('fk_ticket_merged_into_id')
    op.execute(sa.text(f'ALTER TABLE ticket ADD COLUMN merged_into_id {kind} CONSTRAINT {name} REFERENCES ticket (id)'))
    op.create_index(op.f('ix_ticket_merged_into_id'), 'ticket', ['merged_into_id'], unique=False)


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index(op.f('ix_ticket_merged_into_id'), table_name='ticket')
    op.drop_column('ticket', 'merged_into_id')

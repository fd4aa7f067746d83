"""The jobs' last runs, by which the worker is seen to be alive."""

import sqlalchemy as sa
from alembic import op

import helpdesk.kit.db  # the types that columns use


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table('job_run',
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('began_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ended_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('succeeded_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('failures', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('last_error', sa.String(length=200), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_job_run'))
    )


def downgrade() -> None:
    """Go back from this revision."""
    op.drop_table('job_run')

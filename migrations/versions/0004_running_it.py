"""What the desk, its administrator and its figures keep: tags, links, time, views, notices, settings, letters' words, tallies."""

import sqlalchemy as sa
from alembic import op

import helpdesk.kit.db  # the types that columns use


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table('letter_text',
    sa.Column('template', sa.String(length=64), nullable=False),
    sa.Column('language', sa.Enum('sv', 'en', name='language', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('opening', sa.Text(), nullable=False),
    sa.Column('closing', sa.Text(), nullable=False),
    sa.Column('stated_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('template', 'language', name=op.f('pk_letter_text'))
    )
    op.create_table('stated_setting',
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('stated_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_stated_setting'))
    )
    op.create_table('tag',
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('sort_key', helpdesk.kit.db.SortKey(length=160), nullable=False),
    sa.Column('is_archived', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tag')),
    sa.UniqueConstraint('key', name=op.f('uq_tag_key'))
    )
    op.create_table('tally',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('day', 'name', 'key', name=op.f('pk_tally'))
    )
    with op.batch_alter_table('tally', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_tally_name_day'), ['name', 'day'], unique=False)

    op.create_table('bulk_change',
    sa.Column('actor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('verb', sa.String(length=32), nullable=False),
    sa.Column('made_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('undone_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['account.id'], name=op.f('fk_bulk_change_actor_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_change'))
    )
    with op.batch_alter_table('bulk_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bulk_change_actor_id_made_at'), ['actor_id', 'made_at'], unique=False)

    op.create_table('notice',
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event', sa.String(length=64), nullable=False),
    sa.Column('subject_kind', sa.String(length=32), nullable=False),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('is_on_web', sa.Boolean(), nullable=False),
    sa.Column('read_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('waits_for_digest', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('key', name=op.f('uq_notice_key'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_account_id_is_on_web_id'), ['account_id', 'is_on_web', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_account_id_is_on_web_read_at'), ['account_id', 'is_on_web', 'read_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_subject_kind_subject_id'), ['subject_kind', 'subject_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_waits_for_digest_account_id'), ['waits_for_digest', 'account_id'], unique=False)

    op.create_table('notice_choice',
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event', sa.String(length=64), nullable=False),
    sa.Column('is_on_web', sa.Boolean(), nullable=False),
    sa.Column('by_mail', sa.Enum('at_once', 'daily', 'never', name='bymail', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_choice_account_id')),
    sa.PrimaryKeyConstraint('account_id', 'event', name=op.f('pk_notice_choice'))
    )
    op.create_table('saved_view',
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('sort_key', helpdesk.kit.db.SortKey(length=200), nullable=False),
    sa.Column('is_shared', sa.Boolean(), nullable=False),
    sa.Column('query', sa.JSON(), nullable=False),
    sa.Column('made_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_saved_view_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view')),
    sa.UniqueConstraint('owner_id', 'name', name=op.f('uq_saved_view_owner_id_name'))
    )
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_view_is_shared_sort_key'), ['is_shared', 'sort_key'], unique=False)

    op.create_table('ticket_link',
    sa.Column('first_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('second_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_ticket_link_lower_id_first')),
    sa.ForeignKeyConstraint(['first_id'], ['ticket.id'], name=op.f('fk_ticket_link_first_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_ticket_link_made_by_id')),
    sa.ForeignKeyConstraint(['second_id'], ['ticket.id'], name=op.f('fk_ticket_link_second_id')),
    sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_ticket_link'))
    )
    with op.batch_alter_table('ticket_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ticket_link_second_id'), ['second_id'], unique=False)

    op.create_table('ticket_tag',
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('tag_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['tag_id'], ['tag.id'], name=op.f('fk_ticket_tag_tag_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_ticket_tag_ticket_id')),
    sa.PrimaryKeyConstraint('ticket_id', 'tag_id', name=op.f('pk_ticket_tag'))
    )
    with op.batch_alter_table('ticket_tag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ticket_tag_tag_id_ticket_id'), ['tag_id', 'ticket_id'], unique=False)

    op.create_table('time_spent',
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worked_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_time_spent_minutes_are_positive')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_time_spent_account_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_time_spent_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_time_spent'))
    )
    with op.batch_alter_table('time_spent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_time_spent_account_id_worked_on'), ['account_id', 'worked_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_time_spent_ticket_id_id'), ['ticket_id', 'id'], unique=False)

    # not in a batch: SQLite would make the table anew, and others point at its rows
    op.add_column('message', sa.Column('is_noted', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('topic', sa.Column('description_en', sa.Text(), server_default='', nullable=False))
    op.add_column('topic', sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='1', nullable=False))
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_entry_actor_id_at'), ['actor_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_journal_entry_kind_at'), ['kind', 'at'], unique=False)



def downgrade() -> None:
    """Go back to the revision before."""
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_journal_entry_kind_at'))
        batch_op.drop_index(batch_op.f('ix_journal_entry_actor_id_at'))

    op.drop_column('topic', 'version')
    op.drop_column('topic', 'description_en')
    op.drop_column('message', 'is_noted')

    with op.batch_alter_table('time_spent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_time_spent_ticket_id_id'))
        batch_op.drop_index(batch_op.f('ix_time_spent_account_id_worked_on'))

    op.drop_table('time_spent')
    with op.batch_alter_table('ticket_tag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ticket_tag_tag_id_ticket_id'))

    op.drop_table('ticket_tag')
    with op.batch_alter_table('ticket_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ticket_link_second_id'))

    op.drop_table('ticket_link')
    with op.batch_alter_table('saved_view', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_view_is_shared_sort_key'))

    op.drop_table('saved_view')
    op.drop_table('notice_choice')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_waits_for_digest_account_id'))
        batch_op.drop_index(batch_op.f('ix_notice_subject_kind_subject_id'))
        batch_op.drop_index(batch_op.f('ix_notice_at'))
        batch_op.drop_index(batch_op.f('ix_notice_account_id_is_on_web_read_at'))
        batch_op.drop_index(batch_op.f('ix_notice_account_id_is_on_web_id'))

    op.drop_table('notice')
    with op.batch_alter_table('bulk_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bulk_change_actor_id_made_at'))

    op.drop_table('bulk_change')
    with op.batch_alter_table('tally', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tally_name_day'))

    op.drop_table('tally')
    op.drop_table('tag')
    op.drop_table('stated_setting')
    op.drop_table('letter_text')

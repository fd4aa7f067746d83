"""The mailroom: letters that came in, the mailboxes they are fetched from, and addresses that can't be reached."""

import sqlalchemy as sa
from alembic import op

import helpdesk.kit.db  # the types that columns use


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table('fetched_mailbox',
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('uid_validity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('fetched_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('failed_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=False),
    sa.Column('failures', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('topic_code', sa.String(length=10), nullable=True),
    sa.ForeignKeyConstraint(['topic_code'], ['topic.code'], name=op.f('fk_fetched_mailbox_topic_code')),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_fetched_mailbox'))
    )
    op.create_table('mail_origin',
    sa.Column('message_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('letter_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sender_address', sa.String(length=320), nullable=False),
    sa.Column('letter_message_id', sa.String(length=255), nullable=False),
    sa.Column('is_stranger', sa.Boolean(), nullable=False),
    sa.Column('is_shortened', sa.Boolean(), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.Column('colleagues', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_mail_origin_message_id')),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_mail_origin'))
    )
    with op.batch_alter_table('mail_origin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_origin_letter_id'), ['letter_id'], unique=False)

    op.create_table('received_letter',
    sa.Column('mailbox', sa.String(length=80), nullable=False),
    sa.Column('uid_validity', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('uid', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('envelope_from', sa.String(length=320), nullable=True),
    sa.Column('envelope_to', sa.String(length=320), nullable=False),
    sa.Column('received_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('raw_key', sa.String(length=120), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('is_headers_only', sa.Boolean(), nullable=False),
    sa.Column('subject', sa.String(length=250), nullable=False),
    sa.Column('sender_name', sa.String(length=120), nullable=False),
    sa.Column('sender_address', sa.String(length=320), nullable=False),
    sa.Column('message_id', sa.String(length=255), nullable=False),
    sa.Column('content_hash', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('file_names', sa.JSON(), nullable=False),
    sa.Column('stand', sa.Enum('received', 'done', 'held', 'quarantined', name='letterstand', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('outcome', sa.Enum('ticket', 'reply', 'answer', 'note', 'consultation', 'stranger', 'bounce', 'automatic', 'double', 'spam', 'answered', 'put_aside', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('hold_reason', sa.Enum('spam', 'automatic', 'list', 'flood', 'personal_data', 'sender', 'same_id', 'too_large', 'unreadable', 'failed', 'impostor', 'not_taken', name='holdreason', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('message_row_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('tries', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('next_try_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.Column('handler_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('decided_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_received_letter_account_id')),
    sa.ForeignKeyConstraint(['handler_id'], ['account.id'], name=op.f('fk_received_letter_handler_id')),
    sa.ForeignKeyConstraint(['message_row_id'], ['message.id'], name=op.f('fk_received_letter_message_row_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_received_letter_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_letter')),
    sa.UniqueConstraint('mailbox', 'uid_validity', 'uid', name=op.f('uq_received_letter_mailbox_uid_validity_uid'))
    )
    with op.batch_alter_table('received_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_received_letter_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_handler_id'), ['handler_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_message_id'), ['message_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_message_row_id'), ['message_row_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_raw_key'), ['raw_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_received_at_id'), ['received_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_sender_address_received_at'), ['sender_address', 'received_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_stand_received_at_id'), ['stand', 'received_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_letter_ticket_id_id'), ['ticket_id', 'id'], unique=False)

    # not in a batch: SQLite would make the table anew, and others point at its rows
    op.add_column('account', sa.Column('undeliverable_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True))
    op.add_column('account', sa.Column('undeliverable_status', sa.String(length=16), server_default='', nullable=False))



def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_column('account', 'undeliverable_status')
    op.drop_column('account', 'undeliverable_at')

    with op.batch_alter_table('received_letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_received_letter_ticket_id_id'))
        batch_op.drop_index(batch_op.f('ix_received_letter_stand_received_at_id'))
        batch_op.drop_index(batch_op.f('ix_received_letter_sender_address_received_at'))
        batch_op.drop_index(batch_op.f('ix_received_letter_received_at_id'))
        batch_op.drop_index(batch_op.f('ix_received_letter_raw_key'))
        batch_op.drop_index(batch_op.f('ix_received_letter_message_row_id'))
        batch_op.drop_index(batch_op.f('ix_received_letter_message_id'))
        batch_op.drop_index(batch_op.f('ix_received_letter_handler_id'))
        batch_op.drop_index(batch_op.f('ix_received_letter_account_id'))

    op.drop_table('received_letter')
    with op.batch_alter_table('mail_origin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mail_origin_letter_id'))

    op.drop_table('mail_origin')
    op.drop_table('fetched_mailbox')

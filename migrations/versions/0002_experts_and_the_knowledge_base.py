"""Experts and the knowledge base: consultations, staff, canned replies; articles that are written, reviewed and rated."""

import sqlalchemy as sa
from alembic import op

import helpdesk.kit.db  # the types that columns use


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
REVISION_COLUMNS = (
    sa.Column('topics', sa.JSON(), nullable=False, server_default='[]'),
    sa.Column('review_by', sa.Date(), nullable=True),
    sa.Column('slug', sa.String(length=120), nullable=False, server_default=''),
    sa.Column('change_note', sa.String(length=300), nullable=False, server_default=''),
    sa.Column('follows_feedback', sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column('written_by', sa.JSON(), nullable=False, server_default='[]'),
    sa.Column('saved_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('submitted_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('version', NUMBER, nullable=False, server_default='1'),
)
ENUMS = {'kind': 'articlekind', 'audience': 'audience'}
REVISION_CODES = (
    ('kind', 'guide', ('guide', 'answer', 'checklist', 'template', 'example')),
    ('audience', 'public', ('public', 'municipalities', 'experts', 'skr')),
)


def upgrade() -> None:
    """Go to this revision."""
    op.create_table('team',
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('sort_key', helpdesk.kit.db.SortKey(length=200), nullable=False),
    sa.Column('is_archived', sa.Boolean(), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('name', name=op.f('uq_team_name'))
    )
    op.create_table('canned_reply',
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('sort_key', helpdesk.kit.db.SortKey(length=300), nullable=False),
    sa.Column('topic_code', sa.String(length=10), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('is_archived', sa.Boolean(), nullable=False),
    sa.Column('used_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['topic_code'], ['topic.code'], name=op.f('fk_canned_reply_topic_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canned_reply'))
    )
    with op.batch_alter_table('canned_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_canned_reply_is_archived_sort_key_id'), ['is_archived', 'sort_key', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_canned_reply_topic_code'), ['topic_code'], unique=False)

    op.create_table('team_topic',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('topic_code', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_topic_team_id')),
    sa.ForeignKeyConstraint(['topic_code'], ['topic.code'], name=op.f('fk_team_topic_topic_code')),
    sa.PrimaryKeyConstraint('team_id', 'topic_code', name=op.f('pk_team_topic'))
    )
    with op.batch_alter_table('team_topic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_topic_topic_code'), ['topic_code'], unique=False)

    op.create_table('absence',
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=False),
    sa.Column('substitute_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('until_on >= from_on', name=op.f('ck_absence_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_absence_account_id')),
    sa.ForeignKeyConstraint(['substitute_id'], ['account.id'], name=op.f('fk_absence_substitute_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_account_id_until_on'), ['account_id', 'until_on'], unique=False)

    op.create_table('expert',
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('hours_a_month', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('hours_a_month >= 0', name=op.f('ck_expert_hours_are_not_negative')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_expert_account_id')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_expert'))
    )
    op.create_table('team_member',
    sa.Column('team_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_team_member_account_id')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_member_team_id')),
    sa.PrimaryKeyConstraint('team_id', 'account_id', name=op.f('pk_team_member'))
    )
    with op.batch_alter_table('team_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_member_account_id'), ['account_id'], unique=False)

    op.create_table('worked_time',
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('municipality_code', sa.String(length=4), nullable=False),
    sa.Column('worked_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=True),
    sa.Column('subject_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_worked_time_minutes_are_positive')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_worked_time_account_id')),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_worked_time_municipality_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worked_time'))
    )
    with op.batch_alter_table('worked_time', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_worked_time_account_id_worked_on_id'), ['account_id', 'worked_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_worked_time_municipality_code'), ['municipality_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_worked_time_subject_kind_subject_id'), ['subject_kind', 'subject_id'], unique=False)

    op.create_table('article_origin',
    sa.Column('article_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_article_origin_article_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_article_origin_made_by_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_article_origin_ticket_id')),
    sa.PrimaryKeyConstraint('article_id', name=op.f('pk_article_origin'))
    )
    with op.batch_alter_table('article_origin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_article_origin_ticket_id'), ['ticket_id'], unique=False)

    op.create_table('consultation',
    sa.Column('ticket_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('municipality_code', sa.String(length=4), nullable=False),
    sa.Column('expert_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=150), nullable=False),
    sa.Column('hides_asker', sa.Boolean(), nullable=False),
    sa.Column('goes_directly', sa.Boolean(), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'accepted', 'declined', 'answered', 'withdrawn', 'expired', name='consultationstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('ended_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_consultation_asked_by_id')),
    sa.ForeignKeyConstraint(['expert_id'], ['account.id'], name=op.f('fk_consultation_expert_id')),
    sa.ForeignKeyConstraint(['municipality_code'], ['municipality.code'], name=op.f('fk_consultation_municipality_code')),
    sa.ForeignKeyConstraint(['ticket_id'], ['ticket.id'], name=op.f('fk_consultation_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation'))
    )
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consultation_expert_id_state_answer_by_id'), ['expert_id', 'state', 'answer_by', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consultation_municipality_code_state_answer_by_id'), ['municipality_code', 'state', 'answer_by', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_consultation_state_answer_by'), ['state', 'answer_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_consultation_ticket_id_id'), ['ticket_id', 'id'], unique=False)

    op.create_table('expertise',
    sa.Column('account_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('topic_code', sa.String(length=10), nullable=False),
    sa.Column('level', sa.Enum('answers', 'shows', 'webinars', name='level', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['expert.account_id'], name=op.f('fk_expertise_account_id')),
    sa.ForeignKeyConstraint(['topic_code'], ['topic.code'], name=op.f('fk_expertise_topic_code')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expertise')),
    sa.UniqueConstraint('account_id', 'topic_code', name=op.f('uq_expertise_account_id_topic_code'))
    )
    with op.batch_alter_table('expertise', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_expertise_topic_code'), ['topic_code'], unique=False)

    op.create_table('former_address',
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('article_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_former_address_article_id')),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_former_address'))
    )
    with op.batch_alter_table('former_address', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_address_article_id'), ['article_id'], unique=False)

    op.create_table('masking',
    sa.Column('article_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('made_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('made_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_masking_article_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['account.id'], name=op.f('fk_masking_confirmed_by_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_masking_made_by_id')),
    sa.PrimaryKeyConstraint('article_id', name=op.f('pk_masking'))
    )
    op.create_table('picture',
    sa.Column('article_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('content_type', sa.String(length=120), nullable=False),
    sa.Column('size', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('width', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('height', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('alt', sa.String(length=300), nullable=False),
    sa.Column('added_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('added_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['added_by_id'], ['account.id'], name=op.f('fk_picture_added_by_id')),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_picture_article_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_picture')),
    sa.UniqueConstraint('key', name=op.f('uq_picture_key'))
    )
    with op.batch_alter_table('picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_picture_article_id_id'), ['article_id', 'id'], unique=False)

    op.create_table('withdrawal',
    sa.Column('article_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('reason', sa.String(length=300), nullable=False),
    sa.Column('successor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('withdrawn_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('withdrawn_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_withdrawal_article_id')),
    sa.ForeignKeyConstraint(['successor_id'], ['article.id'], name=op.f('fk_withdrawal_successor_id')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_withdrawal_withdrawn_by_id')),
    sa.PrimaryKeyConstraint('article_id', name=op.f('pk_withdrawal'))
    )
    op.create_table('consultation_message',
    sa.Column('consultation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('message_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('part', sa.Enum('question', 'shared', 'dialogue', 'answer', name='consultationpart', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_consultation_message_consultation_id')),
    sa.ForeignKeyConstraint(['message_id'], ['message.id'], name=op.f('fk_consultation_message_message_id')),
    sa.PrimaryKeyConstraint('consultation_id', 'message_id', name=op.f('pk_consultation_message'))
    )
    with op.batch_alter_table('consultation_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consultation_message_message_id'), ['message_id'], unique=False)

    op.create_table('feedback',
    sa.Column('article_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('revision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('is_useful', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('reader_key', sa.String(length=64), nullable=False),
    sa.Column('given_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('handled_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('handled_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.CheckConstraint("reader_key <> ''", name=op.f('ck_feedback_reader_key_is_not_empty')),
    sa.ForeignKeyConstraint(['article_id'], ['article.id'], name=op.f('fk_feedback_article_id')),
    sa.ForeignKeyConstraint(['handled_by_id'], ['account.id'], name=op.f('fk_feedback_handled_by_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_feedback_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback')),
    sa.UniqueConstraint('article_id', 'reader_key', name=op.f('uq_feedback_article_id_reader_key'))
    )
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feedback_article_id_given_at_id'), ['article_id', 'given_at', 'id'], unique=False)

    op.create_table('review_comment',
    sa.Column('revision_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('author_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', helpdesk.kit.db.UtcDateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_review_comment_author_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_review_comment_revision_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_comment'))
    )
    with op.batch_alter_table('review_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_comment_revision_id_id'), ['revision_id', 'id'], unique=False)

    op.create_table('consultation_file',
    sa.Column('consultation_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attachment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_consultation_file_attachment_id')),
    sa.ForeignKeyConstraint(['consultation_id'], ['consultation.id'], name=op.f('fk_consultation_file_consultation_id')),
    sa.PrimaryKeyConstraint('consultation_id', 'attachment_id', name=op.f('pk_consultation_file'))
    )
    with op.batch_alter_table('consultation_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consultation_file_attachment_id'), ['attachment_id'], unique=False)

    op.add_column('article', sa.Column('reviewed_on', sa.Date(), nullable=True))
    op.add_column('article', sa.Column('reminded_on', sa.Date(), nullable=True))
    is_open = sa.Column('is_masking_open', sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column('article', is_open)
    for column in REVISION_COLUMNS:
        op.add_column('revision', column)
    # With their CHECK in the column: SQLite takes it so, and would else have to copy a table that others refer to.
    for name, default, values in REVISION_CODES:
        allowed = ", ".join(f"'{value}'" for value in values)
        check = f"CONSTRAINT ck_revision_{ENUMS[name]} CHECK ({name} IN ({allowed}))"
        op.execute(f"ALTER TABLE revision ADD COLUMN {name} VARCHAR(32) DEFAULT '{default}' NOT NULL {check}")
    op.create_index(op.f('ix_revision_state_submitted_at_id'), 'revision', ['state', 'submitted_at', 'id'])
    op.create_index(op.f('ix_ticket_municipality_code_opened_at_id'), 'ticket', ['municipality_code', 'opened_at', 'id'])
    _fill()


def _fill() -> None:
    """What stood on the article stands on its revisions, too."""
    connection = op.get_bind()
    article, revision, topic = (
        sa.table('article', *map(sa.column, ('id', 'kind', 'audience', 'review_by', 'published_at', 'reviewed_on'))),
        sa.table(
            'revision',
            *map(sa.column, ('article_id', 'kind', 'audience', 'review_by', 'author_id', 'written_at', 'saved_at')),
            sa.column('topics', sa.JSON()),
            sa.column('written_by', sa.JSON()),
        ),
        sa.table('article_topic', *map(sa.column, ('article_id', 'topic_code', 'position'))),
    )
    for row in connection.execute(sa.select(article)).all():
        codes = connection.scalars(
            sa.select(topic.c.topic_code).where(topic.c.article_id == row.id).order_by(topic.c.position)
        ).all()
        for author_id in connection.scalars(
            sa.select(revision.c.author_id).where(revision.c.article_id == row.id).distinct()
        ).all():
            connection.execute(
                sa.update(revision)
                .where(revision.c.article_id == row.id, revision.c.author_id == author_id)
                .values(
                    kind=row.kind,
                    audience=row.audience,
                    review_by=row.review_by,
                    topics=list(codes),
                    written_by=[author_id],
                    saved_at=revision.c.written_at,
                )
            )
    connection.execute(
        sa.update(article)
        .where(article.c.published_at.is_not(None))
        .values(reviewed_on=sa.func.date(article.c.published_at))
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_index(op.f('ix_ticket_municipality_code_opened_at_id'), 'ticket')
    op.drop_index(op.f('ix_revision_state_submitted_at_id'), 'revision')
    for name, *_ in REVISION_CODES:
        op.drop_column('revision', name)
    for column in reversed(REVISION_COLUMNS):
        op.drop_column('revision', column.name)
    op.drop_column('article', 'is_masking_open')
    op.drop_column('article', 'reminded_on')
    op.drop_column('article', 'reviewed_on')
    with op.batch_alter_table('consultation_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consultation_file_attachment_id'))

    op.drop_table('consultation_file')
    with op.batch_alter_table('review_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_comment_revision_id_id'))

    op.drop_table('review_comment')
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_article_id_given_at_id'))

    op.drop_table('feedback')
    with op.batch_alter_table('consultation_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consultation_message_message_id'))

    op.drop_table('consultation_message')
    op.drop_table('withdrawal')
    with op.batch_alter_table('picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_picture_article_id_id'))

    op.drop_table('picture')
    op.drop_table('masking')
    with op.batch_alter_table('former_address', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_former_address_article_id'))

    op.drop_table('former_address')
    with op.batch_alter_table('expertise', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_expertise_topic_code'))

    op.drop_table('expertise')
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consultation_ticket_id_id'))
        batch_op.drop_index(batch_op.f('ix_consultation_state_answer_by'))
        batch_op.drop_index(batch_op.f('ix_consultation_municipality_code_state_answer_by_id'))
        batch_op.drop_index(batch_op.f('ix_consultation_expert_id_state_answer_by_id'))

    op.drop_table('consultation')
    with op.batch_alter_table('article_origin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_article_origin_ticket_id'))

    op.drop_table('article_origin')
    with op.batch_alter_table('worked_time', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_worked_time_subject_kind_subject_id'))
        batch_op.drop_index(batch_op.f('ix_worked_time_municipality_code'))
        batch_op.drop_index(batch_op.f('ix_worked_time_account_id_worked_on_id'))

    op.drop_table('worked_time')
    with op.batch_alter_table('team_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_member_account_id'))

    op.drop_table('team_member')
    op.drop_table('expert')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_account_id_until_on'))

    op.drop_table('absence')
    with op.batch_alter_table('team_topic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_topic_topic_code'))

    op.drop_table('team_topic')
    with op.batch_alter_table('canned_reply', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_canned_reply_topic_code'))
        batch_op.drop_index(batch_op.f('ix_canned_reply_is_archived_sort_key_id'))

    op.drop_table('canned_reply')
    op.drop_table('team')

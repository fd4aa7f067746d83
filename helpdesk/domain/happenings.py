"""Every fact in one plain sentence, and the groups that the event log is filtered by.

A sentence names nobody and nothing: who, when and on what stand beside it.
"""

from collections.abc import Mapping

from helpdesk.domain import facts
from helpdesk.domain.errors import N_
from helpdesk.domain.facts import Fact

GROUPS: Mapping[str, str] = {
    "accounts": N_("Accounts and sign-in"),
    "tickets": N_("Tickets"),
    "handling": N_("Tags, views and changes to many tickets"),
    "consultations": N_("Questions to experts"),
    "articles": N_("Knowledge base"),
    "staff": N_("Staff and canned replies"),
    "mail": N_("Letters that come in"),
    "register": N_("Topics, municipalities and the event log"),
    "settings": N_("Settings and letters"),
}
"""The groups in their order, by the file that a fact stands in."""

SENTENCES: Mapping[type[Fact], str] = {
    facts.AbsenceChanged: N_("Days of absence changed"),
    facts.AccountClosed: N_("The account was closed"),
    facts.AccountConfirmed: N_("The e-mail address was confirmed"),
    facts.AccountInvited: N_("The person was invited"),
    facts.AccountRegistered: N_("The account was made"),
    facts.AccountReopened: N_("The account was opened again"),
    facts.AddressTriedAgain: N_("The e-mail address is to be tried again"),
    facts.AddressUndeliverable: N_("The e-mail address can't be reached"),
    facts.AnswerUndelivered: N_("What was answered to a letter without a ticket could not be delivered"),
    facts.ArticleArchived: N_("The article was withdrawn"),
    facts.ArticleBegun: N_("A draft was begun"),
    facts.ArticleDeleted: N_("The draft was thrown away"),
    facts.ArticleMadeOfTicket: N_("An article was begun with what the ticket says"),
    facts.ArticlePublished: N_("The article was published"),
    facts.ArticleRated: N_("A reader rated the article"),
    facts.ArticleReviewed: N_("The article was found up to date"),
    facts.ArticleSentBack: N_("The draft was sent back with remarks"),
    facts.AutomaticLetterCame: N_("An automatic answer came by mail"),
    facts.CannedReplyChanged: N_("The canned reply was written or changed"),
    facts.ConsultationAccepted: N_("The expert took on the question"),
    facts.ConsultationAnswered: N_("The expert answered"),
    facts.ConsultationContinued: N_("Adviser or expert wrote to the other"),
    facts.ConsultationDeclined: N_("The expert declined the question"),
    facts.ConsultationExpired: N_("Nobody took on the question to experts in time"),
    facts.ConsultationReminded: N_("The expert was reminded"),
    facts.ConsultationWithdrawn: N_("The question to an expert was taken back"),
    facts.ExpertConsulted: N_("A question was put to an expert"),
    facts.ExpertiseChanged: N_("Topics or hours as an expert changed"),
    facts.FeedbackHandled: N_("What a reader said was dealt with"),
    facts.HoursLogged: N_("Worked time was written down or struck"),
    facts.JournalExported: N_("A copy of the event log was fetched"),
    facts.LetterBounced: N_("A letter could not be delivered"),
    facts.LetterBroughtBack: N_("A letter that was put aside waits for a decision again"),
    facts.LetterDecided: N_("It was decided what becomes of a letter"),
    facts.LetterGivenBack: N_("Somebody who had taken on a letter left it to others"),
    facts.LetterHeld: N_("A letter waits for a decision"),
    facts.LetterQuarantined: N_("A letter could not be read or filed"),
    facts.LetterRetried: N_("A letter in quarantine is tried again"),
    facts.LetterTaken: N_("Somebody took on a letter that waits for a decision"),
    facts.LetterTextChanged: N_("The text of a letter was changed"),
    facts.LinkAsked: N_("A link was mailed"),
    facts.MailDomainsChanged: N_("The municipality's mail domains changed"),
    facts.MailboxChanged: N_("Where the letters of a mailbox belong was changed"),
    facts.ManyChanged: N_("Many tickets were changed at once"),
    facts.MaskingConfirmed: N_("It was confirmed that nobody can be recognised in the article"),
    facts.MunicipalityConfirmed: N_("The municipality was confirmed"),
    facts.MunicipalityUnconfirmed: N_("The municipality is no longer confirmed"),
    facts.NoteWritten: N_("An internal note was written"),
    facts.NoticeChoicesChanged: N_("The choice of notices changed"),
    facts.OtherTicketMerged: N_("Another ticket was merged with this one"),
    facts.OtherTicketUnmerged: N_("Another ticket was parted from this one again"),
    facts.ParticipantsChanged: N_("Who of the requester's colleagues sees the ticket changed"),
    facts.PasswordChanged: N_("The password was changed"),
    facts.ProfileChanged: N_("The person's own settings changed"),
    facts.QuestionKept: N_("A visitor's question waits for its address to be confirmed"),
    facts.RequesterAsked: N_("The requester was asked something"),
    facts.ReviewAsked: N_("The draft was sent for review"),
    facts.ReviewDue: N_("A reminder that the article should be reviewed was sent"),
    facts.ReviewTakenBack: N_("The draft was taken back from review"),
    facts.RevisionRestored: N_("An earlier version was brought into the draft"),
    facts.RolesChanged: N_("The roles changed"),
    facts.SessionsEnded: N_("The person signed out everywhere"),
    facts.SettingsChanged: N_("Settings of the service were changed"),
    facts.SignedIn: N_("The person signed in"),
    facts.StrangerLetIn: N_("An unknown sender was let in, and their message counts as a reply"),
    facts.StrangerMoved: N_("What an unknown sender wrote became a ticket of its own"),
    facts.StrangerWrote: N_("Somebody whom the ticket's people do not know wrote by mail"),
    facts.TagChanged: N_("The tag was changed"),
    facts.TeamChanged: N_("The team was made or changed"),
    facts.TicketAnswered: N_("The ticket was answered"),
    facts.TicketAssigned: N_("The ticket was given to somebody"),
    facts.TicketClassified: N_("Topic, phase, priority or municipality changed"),
    facts.TicketClosed: N_("The ticket was closed"),
    facts.TicketMerged: N_("The ticket was merged with another"),
    facts.TicketOpened: N_("The ticket was opened"),
    facts.TicketRated: N_("The requester rated the answer"),
    facts.TicketReleased: N_("The ticket was let go"),
    facts.TicketReopened: N_("The ticket was opened again"),
    facts.TicketReplied: N_("Somebody who asks wrote on the ticket"),
    facts.TicketRestored: N_("A change to many tickets was undone"),
    facts.TicketShared: N_("Who sees the ticket was changed"),
    facts.TicketTagged: N_("The ticket's tags changed"),
    facts.TicketTaken: N_("The ticket was taken"),
    facts.TicketUnmerged: N_("The merging of the ticket was undone"),
    facts.TicketWoken: N_("The ticket's wait ended"),
    facts.TicketsLinked: N_("The ticket was linked to another"),
    facts.TicketsUnlinked: N_("The ticket's link to another was removed"),
    facts.TimeLogged: N_("Time was written down on the ticket"),
    facts.TimeStruck: N_("Time on the ticket was struck"),
    facts.TopicChanged: N_("The topic was made, changed or moved"),
    facts.ViewDeleted: N_("A view of the queue was removed"),
    facts.ViewSaved: N_("A view of the queue was saved"),
    facts.WaitBegun: N_("The ticket was put to wait"),
}


def group_of(kind: type[Fact]) -> str:
    """The key of the group that the fact belongs to."""
    return kind.__module__.rpartition(".")[2]


BY_NAME: Mapping[str, str] = {kind.__name__: sentence for kind, sentence in SENTENCES.items()}
"""The sentences by what a fact is called in the journal."""

NAMES_BY_GROUP: Mapping[str, tuple[str, ...]] = {
    group: tuple(kind.__name__ for kind in SENTENCES if group_of(kind) == group) for group in GROUPS
}
"""What the facts of each group are called in the journal."""

THINGS: Mapping[str, str] = {
    "account": N_("Person"),
    "article": N_("Article"),
    "bulk_change": N_("Change to many tickets"),
    "canned_reply": N_("Canned reply"),
    "journal": N_("Event log"),
    "letter_text": N_("Letter text"),
    "mailbox": N_("Mailbox"),
    "municipality": N_("Municipality"),
    "notices": N_("Notices"),
    "question": N_("Question from a visitor"),
    "received_letter": N_("Letter that came in"),
    "saved_view": N_("View of the queue"),
    "settings": N_("Settings"),
    "tag": N_("Tag"),
    "team": N_("Team"),
    "ticket": N_("Ticket"),
    "topic": N_("Topic"),
}
"""What facts can be about, by the kind of their subject."""

"""Which kind of mailbox an address opens."""

from helpdesk.kit.mailboxes.address import ImapAddress, MailboxAddress
from helpdesk.kit.mailboxes.folder import FolderMailbox
from helpdesk.kit.mailboxes.imap import ImapMailbox
from helpdesk.kit.mailboxes.port import Mailbox


def opened(address: MailboxAddress) -> Mailbox:
    """The mailbox at the address, to be entered."""
    return ImapMailbox(address) if isinstance(address, ImapAddress) else FolderMailbox(address)

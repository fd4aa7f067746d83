"""What filing needs to know of the installation; put together where settings are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpdesk.domain.addresses import comparable
from helpdesk.domain.service_level import Promise
from helpdesk.kit.files import Store
from helpdesk.kit.letters.message_id import MessageIds
from helpdesk.kit.letters.return_address import ReturnAddresses


@dataclass(frozen=True, slots=True)
class House:
    """Names, addresses, keys and places.

    `own_addresses` are those that letters leave from; `authserv_id` names the mail server whose word on who sent a letter is
    trusted, empty where none is.
    """

    own_addresses: frozenset[str]
    ids: MessageIds
    returns: ReturnAddresses
    prefix: str
    promise: Promise
    store: Store
    authserv_id: str = ""
    main_topics: Mapping[str, str] = field(default_factory=dict)
    """Of tickets that come from a mailbox, by its name."""

    def topics_of(self, mailbox: str) -> tuple[str, ...]:
        """The main topic of what comes from the mailbox, where one is stated."""
        topic = self.main_topics.get(mailbox)
        return (topic,) if topic else ()

    def is_own(self, address: str) -> bool:
        """Whether letters to or from the address are our own, with or without what stands after a plus sign."""
        name, _, domain = comparable(address).rpartition("@")
        return f"{name.partition('+')[0]}@{domain}" in self.own_addresses

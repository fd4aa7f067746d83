"""How often one may try, per address and per network address. A whole town hall may share one network address."""

from datetime import timedelta

from helpdesk.kit.throttle import Limit

_QUARTER = timedelta(minutes=15)

PASSWORD_OF_ADDRESS = Limit("password_of_address", 5, _QUARTER)
"""Tries to sign in to one account; a right password forgets them."""
PASSWORD_FROM_CLIENT = Limit("password_from_client", 100, _QUARTER)
"""Tries to sign in from one network address."""
LINK_TO_ADDRESS = Limit("link_to_address", 3, _QUARTER)
"""Letters with a link to one address, whoever asks for them."""
LINK_FROM_CLIENT = Limit("link_from_client", 50, _QUARTER)
"""Letters with a link asked for from one network address."""
CURRENT_PASSWORD = Limit("current_password", 5, _QUARTER)
"""Tries to give the present password when choosing another."""

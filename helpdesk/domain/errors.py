"""What the rule book says no with. Each error carries the sentence that people read."""


def N_(text: str) -> str:  # noqa: N802  the name that extraction tools know
    """Mark a sentence for extraction; it is translated where it is shown."""
    return text


class DomainError(Exception):
    """Base of every refusal; `sentence` says what is wrong and what to do."""

    sentence = N_("This can't be done.")


class ForbiddenError(DomainError):
    """The role can never do this."""

    sentence = N_("You don't have access to this.")


class HiddenError(DomainError):
    """The object is not for the actor: answered as if it did not exist."""

    sentence = N_("The page doesn't exist.")


class GoneError(DomainError):
    """It has been here, and is no more."""

    sentence = N_("The page has been removed.")


class StaleError(DomainError):
    """The object changed while the actor was writing."""

    sentence = N_("The ticket changed while you were writing. Read what is new, then send again.")


class MoveError(DomainError):
    """The ticket's status does not allow the move."""

    sentence = N_("This can't be done with the ticket as it is now. Read what is new, then choose again.")


class MergedError(MoveError):
    """The ticket goes on in the one that it was merged with."""

    sentence = N_(
        "The ticket has been merged with another one, and goes on there. Write and change things there instead."
    )


class ReopenTooLateError(MoveError):
    """More than thirty days have passed since the ticket closed."""

    sentence = N_("The ticket was closed more than 30 days ago. Ask a new question instead.")


class ThrottledError(DomainError):
    """Too many tries."""

    sentence = N_("Too many attempts. Wait a while, then try again.")

    def __init__(self, wait_seconds: int) -> None:
        """`wait_seconds`: how long until the next try is let through."""
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


class InputError(DomainError):
    """Something typed can't be taken as it is: shown at `field`, with all that was typed kept."""

    def __init__(self, field: str, sentence: str) -> None:
        """`field`: the form field's name; `sentence`: what to do, marked for extraction where it stands."""
        super().__init__(field)
        self.field = field
        self.sentence = sentence

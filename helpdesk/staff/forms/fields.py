"""What fields that offer a choice have in common."""

from typing import Any


def only(sentence: Any) -> dict[str, Any]:  # noqa: ANN401  lazy texts
    """What a field says of a choice that it does not have (as options, since the library's types do not know them yet)."""
    return {"invalid_choice_message": sentence, "invalid_value_message": sentence}

"""Who is away, and who takes over: substitutes can be away themselves (`product.md`, "Triage and routing")."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away on the day in question: until when, that day included, and who takes over."""

    until_on: date
    substitute_id: int | None


def stand_in(account_id: int, away: Mapping[int, Away]) -> int | None:
    """Who does the work of `account_id` on a day, where `away` holds everybody who is away on it.

    The chain is followed to somebody who is there. None where the person is there themselves, where the chain ends
    without a substitute, or where it leads back to somebody in it.
    """
    chain = [account_id]
    while here := away.get(chain[-1]):
        if here.substitute_id is None or here.substitute_id in chain:
            return None
        chain.append(here.substitute_id)
    return chain[-1] if len(chain) > 1 else None

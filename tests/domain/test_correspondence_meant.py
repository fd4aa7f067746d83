import pytest

from helpdesk.domain.correspondence import meant


@pytest.mark.parametrize(
    ("typed", "references"),
    [
        ("VT-2026-000143", ("VT-2026-000143",)),
        (" vt-2026-143 ", ("VT-2026-000143",)),
        ("2025-143", ("VT-2025-000143",)),
        ("AB-2024-000007", ("AB-2024-000007",)),
        ("143", ("VT-2026-000143", "VT-2025-000143")),
        ("000143", ("VT-2026-000143", "VT-2025-000143")),
        ("1234567", ("VT-2026-1234567", "VT-2025-1234567")),
        ("", ()),
        ("larm", ()),
        ("VT-143", ()),
        ("VT-2026-000143 och 144", ()),
        ("1" * 10, ()),
    ],
)
def test_a_number_that_was_typed(typed: str, references: tuple[str, ...]) -> None:
    assert meant(typed, "VT", 2026) == references

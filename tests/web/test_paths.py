import pytest
from flask import Flask

from helpdesk.web.paths import local_path


@pytest.mark.parametrize(
    "path", ["/", "/mina-arenden", "/sok?q=larm&sida=2", "/arenden/VT-2026-000143#svar", "/sok?q=http://x"]
)
def test_a_path_of_ours(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "mina-arenden",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " /x",
        "/x y",
        "/x\x00",
        "/" + "x" * 500,
    ],
)
def test_everything_else_is_nothing(path: str | None) -> None:
    assert local_path(path) == ""


def test_a_number_that_no_row_can_have_is_no_page(app: Flask) -> None:
    assert app.test_client().get(f"/arenden/VT-2026-000001/filer/{2**63}").status_code == 404
    assert app.test_client().get(f"/arenden/VT-2026-000001/filer/{2**63 - 1}").status_code == 303

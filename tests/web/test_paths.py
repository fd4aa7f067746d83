import pytest

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

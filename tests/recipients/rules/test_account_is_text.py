import pytest

from recipients.rules.account_is_text import account_is_text
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("银行账号", 6217999099603082461, 0, [("S3", "account-as-number")]),
        ("银行账号", "6.218E+18", 0, [("S3", "account-as-number")]),
        ("银行账号", "6217 9990 9960 3082 461", 0, []),
        ("银行账号", None, 0, []),
    ],
)
def test_account_is_text(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(account_is_text, word, value, line) == expected

import pytest

from recipients.rules.account_looks_right import account_looks_right
from tests.recipients.rosters import found


@pytest.mark.parametrize(
    ("word", "value", "line", "expected"),
    [
        ("银行账号", "6217999099603082462", 0, [("S3", "account-luhn")]),
        ("银行账号", "123456", 0, [("S3", "account-form")]),
        ("银行账号", "6217999099603082461", 0, []),
    ],
)
def test_account_looks_right(word: str, value: object, line: int, expected: list[tuple[str, str]]) -> None:
    assert found(account_looks_right, word, value, line) == expected

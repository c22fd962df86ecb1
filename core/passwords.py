"""Passwords: not a word of the office, and none of the last five."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from .models import User

WORDS = ("jingyuan", "minzheng", "mzj", "dibao", "tekun", "ningxia", "guyuan", "640424", "password", "qwer")
REMEMBERED = 5


class ContextValidator:
    """Refuses passwords built on the user's own name or on words everyone in the bureau would try."""

    def validate(self, password: str, user: User | None = None) -> None:
        lowered = password.lower()
        own = [user.username.lower()] if user and len(user.username) > 3 else []
        for word in (*own, *WORDS):
            if word in lowered and len(lowered.replace(word, "")) < 8:
                raise ValidationError("密码不能以用户名、单位名称等容易猜到的词为主，请换一个。", code="context")

    def get_help_text(self) -> str:
        return "不能以用户名、单位名称等容易猜到的词为主。"


class HistoryValidator:
    """Refuses the last five passwords of the user."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user._state.adding:
            return
        past = user.past_passwords.order_by("-at").values_list("password", flat=True)[:REMEMBERED]
        if any(check_password(password, old) for old in (user.password, *past)):
            raise ValidationError("不能使用最近五次用过的密码。", code="history")

    def get_help_text(self) -> str:
        return "不能与最近五次用过的密码相同。"

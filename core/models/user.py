from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from ..fields import SealedField, SealedText
from ..ids import new_id
from ..permissions import ROLE_PERMISSIONS, TOWNSHIP_ROLES, Permission, Role

NO_CASE_DATA = {Role.SYSTEM_ADMIN, Role.SECURITY_AUDITOR, Role.LEADERSHIP}
ADMIN_MODELS = {
    "core": {"user", "division", "synonym", "workday", "policy"},
    "recipients": {"benefitrate"},
    "cases": {"clockrule"},
}


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)

    def visible_to(self, user: "User") -> models.QuerySet["User"]:
        """Users inside the scope of `user`."""
        return self.filter(division__code__startswith=user.scope)


class User(AbstractBaseUser):
    """A person with one role and one division. Township roles see their township, the others the division they belong to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField("用户名", max_length=40, unique=True)
    display_name = models.CharField("姓名", max_length=50)
    role = models.CharField("角色", max_length=24, choices=Role.choices)
    division = models.ForeignKey("core.Division", models.PROTECT, verbose_name="所属区划")
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密", default=True)
    password_changed_at = models.DateTimeField(null=True, editable=False)
    totp_sealed = SealedField()
    totp = SealedText("totp_sealed")
    totp_last_step = models.BigIntegerField(default=0, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name", "role", "division"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = "用户"

    def __str__(self) -> str:
        return f"{self.display_name}（{self.get_role_display()}）"

    @property
    def scope(self) -> str:
        """The prefix of the division codes this person works on."""
        return self.division.prefix

    @property
    def is_township(self) -> bool:
        return self.role in TOWNSHIP_ROLES

    @property
    def sees_case_data(self) -> bool:
        return self.role not in NO_CASE_DATA

    def may(self, permission: str) -> bool:
        """True when the role carries the permission and the account is in use."""
        return self.is_active and permission in ROLE_PERMISSIONS.get(self.role, frozenset())

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Every session is bound to the password and the epoch: a change of either ends it at its next request."""
        bound = f"{self.password}:{self.session_epoch}"
        return salted_hmac("core.session", bound, secret=secret, algorithm="sha256").hexdigest()

    # What Django's admin asks; only the system administrator enters it, and it holds no case data.
    @property
    def is_staff(self) -> bool:
        return self.may(Permission.USERS_MANAGE)

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        app, _, action = perm.partition(".")
        return self.is_staff and action.rpartition("_")[2] in ADMIN_MODELS.get(app, ())

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff and app_label in ADMIN_MODELS


class PastPassword(models.Model):
    """A password hash used before: the last five may not come back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField(auto_now_add=True)

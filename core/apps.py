from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "基础"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the access check
        from .audit_words import add_values
        from .duties import accounts, chain_checks, decisions
        from .models import RevealGrant
        from .navigation import Entry, add_duties, add_entry
        from .permissions import Permission

        add_values("needs", dict(Permission.choices))
        add_values("reason", dict(RevealGrant.Reason.choices))
        add_entry(Entry("首页", "home", "home", Permission.SIGNED_IN, order=0))
        add_entry(
            Entry(
                "明码导出审批",
                "export_request_list",
                "file-download",
                Permission.ROSTER_EXPORT_APPROVE,
                order=70,
                group="系统",
            )
        )
        add_entry(Entry("审计记录", "audit_trail", "fingerprint", Permission.AUDIT_VIEW, order=80, group="系统"))
        add_entry(Entry("用户与参数", "admin:index", "settings", Permission.USERS_MANAGE, order=90, group="系统"))
        add_entry(Entry("我的账号", "account", "user-circle", Permission.SIGNED_IN, order=99, group="系统"))
        add_duties(decisions, "系统")
        add_duties(accounts, "系统")
        add_duties(chain_checks, "系统")

"""The dated terms of petitions, kept by the system administrator beside the other settings."""

from typing import ClassVar

from django.contrib import admin

from core.admin.base import SettingAdmin, SettingResource

from .models import ClockRule


class ClockRuleResource(SettingResource):
    class Meta(SettingResource.Meta):
        model = ClockRule
        import_id_fields = ("step", "channel", "kind", "effective_from")
        fields = (*import_id_fields, "days", "working_days", "shift", "basis")


@admin.register(ClockRule)
class ClockRuleAdmin(SettingAdmin):
    """A county's own term is a new row with its first day; what came in before keeps the term it had. Where no row fits, the
    terms of the regulations that come with the program hold (cases/data/terms.csv)."""

    resource_classes: ClassVar[list] = [ClockRuleResource]
    fieldsets = (
        (
            None,
            {
                "fields": ("step", "channel", "kind", "days", "working_days", "shift", "effective_from", "basis"),
                "description": "渠道、类别不选的，适用于全部；天数填 0，是没有这个期限。改期限不改旧行，另加一行新的生效日期。",
            },
        ),
    )
    list_display = ("step", "channel", "kind", "days", "working_days", "shift", "effective_from", "basis")
    list_filter = ("step", "channel", "kind")

"""The dated rates, kept by the system administrator beside the other settings."""

from typing import ClassVar

from django.contrib import admin

from core.admin.base import SettingAdmin, SettingResource

from .models import BenefitRate


class BenefitRateResource(SettingResource):
    class Meta(SettingResource.Meta):
        model = BenefitRate
        import_id_fields = ("area_prefix", "scheme", "grade", "care_mode", "care_level", "aid_kind", "effective_from")
        fields = (*import_id_fields, "amount_fen", "basis")


@admin.register(BenefitRate)
class BenefitRateAdmin(SettingAdmin):
    """A new standard is a new row with its month; the old one stays, past months are judged by it."""

    resource_classes: ClassVar[list] = [BenefitRateResource]
    list_display = (
        "area_prefix",
        "scheme",
        "grade",
        "care_mode",
        "care_level",
        "amount_fen",
        "effective_from",
        "basis",
    )
    list_filter = ("scheme", "grade", "effective_from")

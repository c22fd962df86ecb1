"""Divisions, words, calendar exceptions and dated settings."""

from typing import ClassVar

from django.contrib import admin

from ..models import Division, Policy, Synonym, Workday
from .base import SettingAdmin, SettingResource


class DivisionResource(SettingResource):
    class Meta(SettingResource.Meta):
        model = Division
        import_id_fields = ("code",)
        fields = ("code", "name", "level", "parent", "provisional", "valid_from", "valid_to", "successor")


@admin.register(Division)
class DivisionAdmin(SettingAdmin):
    """A division that ends gets an end date and a successor; it is never deleted, old rows point at it."""

    resource_classes: ClassVar[list] = [DivisionResource]
    list_display = ("code", "name", "level", "parent", "provisional", "valid_to")
    list_filter = ("level", "provisional")
    search_fields = ("code", "name")
    raw_id_fields = ("parent", "successor")
    list_select_related = ("parent",)
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return ("code", "level") if obj else ()


class SynonymResource(SettingResource):
    class Meta(SettingResource.Meta):
        model = Synonym
        import_id_fields = ("form", "field", "word")
        fields = ("form", "field", "word")


@admin.register(Synonym)
class SynonymAdmin(SettingAdmin):
    """How clerks head their columns; a new word here and tomorrow's workbook is understood."""

    resource_classes: ClassVar[list] = [SynonymResource]
    can_lose_rows = True
    list_display = ("form", "field", "word")
    list_filter = ("form",)
    search_fields = ("field", "word")


class WorkdayResource(SettingResource):
    class Meta(SettingResource.Meta):
        model = Workday
        import_id_fields = ("day",)
        fields = ("day", "is_working", "name")


@admin.register(Workday)
class WorkdayAdmin(SettingAdmin):
    """Days that differ from the national calendar: 开斋节, 古尔邦节, 调休."""

    resource_classes: ClassVar[list] = [WorkdayResource]
    can_lose_rows = True
    list_display = ("day", "is_working", "name")
    list_filter = ("is_working",)
    date_hierarchy = "day"


class PolicyResource(SettingResource):
    class Meta(SettingResource.Meta):
        model = Policy
        import_id_fields = ("name", "effective_from")
        fields = ("name", "value", "effective_from", "basis")


@admin.register(Policy)
class PolicyAdmin(SettingAdmin):
    """Dated settings: a change is a new row with a later date, so the past keeps its rules."""

    resource_classes: ClassVar[list] = [PolicyResource]
    list_display = ("name", "value", "effective_from", "basis")
    list_filter = ("name",)
    search_fields = ("name", "basis")

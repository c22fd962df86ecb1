"""What every page of the administration has in common: writes go through operations, nothing with a history is deleted,
and an edit made on an old version of the row is refused."""

import hashlib
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.db import models
from django.http import HttpRequest
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm
from import_export.resources import ModelResource

from ..audit import canonical
from ..operations import settings
from .formats import Sheet, Text


def fingerprint(row: models.Model) -> str:
    """A short digest of everything the row holds now."""
    held = {field.attname: field.value_to_string(row) for field in row._meta.concrete_fields}
    return hashlib.sha256(canonical(held).encode()).hexdigest()[:20]


class VersionedForm(forms.ModelForm):
    """Carries what the row was when the form was opened; saving over someone else's change is refused."""

    opened_as = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["opened_as"].initial = fingerprint(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance._state.adding:
            row = type(self.instance)._default_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
            if cleaned.get("opened_as") != fingerprint(row):
                raise forms.ValidationError(
                    "您打开页面后，这条记录已被他人修改，您的修改没有保存。请另开一页核对最新内容后再改。"
                )
        return cleaned


class PlainAdmin(ModelAdmin):
    """Audited through operations; no bulk actions, no second log."""

    form = VersionedForm
    actions = None
    save_as = False
    can_lose_rows = False
    change_form_template = "core/admin/change_form.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_lose_rows and super().has_delete_permission(request, obj)

    def save_model(self, request: Any, obj: models.Model, form: forms.ModelForm, change: bool) -> None:
        changed = [name for name in form.changed_data if name != "opened_as"]
        settings.save(obj, by=request.user, created=not change, changed=changed)

    def delete_model(self, request: Any, obj: models.Model) -> None:
        settings.delete(obj, by=request.user)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """The audit chain has it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """The audit chain has it."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:  # type: ignore[override]
        """The audit chain has it."""


class SettingAdmin(ImportExportMixin, PlainAdmin):
    """A table that also travels as a workbook: preview first, then all rows or none, as one audit entry."""

    formats = (Sheet, Text)
    skip_admin_log = True
    export_form_class = ExportForm
    export_template_name = "core/admin/export.html"
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def get_export_data(self, file_format: Any, request: Any, queryset: Any, **kwargs: Any) -> Any:
        settings.note_export(self.model, by=request.user)
        return super().get_export_data(file_format, request, queryset, **kwargs)

    def process_dataset(self, dataset: Any, form: Any, request: Any, **kwargs: Any) -> Any:
        parent = super().process_dataset
        held = canonical([list(map(str, row)) for row in dataset])
        return settings.import_rows(
            self.model,
            by=request.user,
            work=lambda: parent(dataset, form, request, **kwargs),
            fingerprint=hashlib.sha256(held.encode()).hexdigest(),
        )


class SettingResource(ModelResource):
    """Rows are checked like a form's; unchanged ones are left alone."""

    class Meta:
        abstract = True
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

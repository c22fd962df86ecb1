"""The administration site: users, divisions, rates, synonyms, calendar; never case data."""

from django.contrib.admin.apps import AdminConfig as BaseConfig


class AdminConfig(BaseConfig):
    """Registers the project's own site in place of Django's."""

    default_site = "core.admin_site.Site"

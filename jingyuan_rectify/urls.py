"""Where each app's pages stand."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
    path("roster/", include("recipients.urls")),
    path("monthly/", include("monthly_reports.urls")),
    path("checks/", include("spot_checks.urls")),
    path("cases/", include("cases.urls")),
    path("", include("dashboards.urls")),
    path("admin/", admin.site.urls),
]

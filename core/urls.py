"""The door, one's own account, inbox, audit trail and export requests."""

from django.urls import path

from .views import account, entry, exports, gallery, health, notices, people, trail

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("login/", entry.login, name="login"),
    path("login/code/", entry.login_code, name="login_code"),
    path("logout/", entry.logout, name="logout"),
    path("session/alive", entry.session_alive, name="session_alive"),
    path("session/unlock", entry.session_unlock, name="session_unlock"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password_change, name="password_change"),
    path("account/second-factor/", account.totp_setup, name="totp_setup"),
    path("account/sessions/end/", account.sessions_end, name="sessions_end"),
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/read/", notices.notice_read_all, name="notice_read_all"),
    path("notices/<uuid:pk>/read/", notices.notice_read, name="notice_read"),
    path("audit/", trail.audit_trail, name="audit_trail"),
    path("audit/check/", trail.audit_check, name="audit_check"),
    path("exports/", exports.export_request_list, name="export_request_list"),
    path("exports/<uuid:pk>/", exports.export_request_detail, name="export_request_detail"),
    path("exports/<uuid:pk>/decide/", exports.export_request_decide, name="export_request_decide"),
    path("people/<uuid:pk>/reset/", people.user_reset, name="user_reset"),
    path("people/<uuid:pk>/active/", people.user_set_active, name="user_set_active"),
    path("gallery/", gallery.gallery, name="gallery"),
]

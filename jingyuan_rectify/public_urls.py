"""The pages of the public process: these and no others."""

from django.urls import path

from cases.views.public import pages

urlpatterns = [
    path("", pages.public_home, name="public_home"),
    path("tell/", pages.public_tell, name="public_tell"),
    path("receipt/", pages.public_look_up, name="public_look_up"),
    path("receipt/add/", pages.public_add, name="public_add"),
    path("poster/", pages.public_poster, name="public_poster"),
    path("qr.svg", pages.public_qr, name="public_qr"),
]
handler400, handler403, handler404 = pages.failed(400), pages.failed(403), pages.failed(404)
handler500 = pages.failed(500)

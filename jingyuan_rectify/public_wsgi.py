"""What a web server runs for the public page. Off unless PUBLIC_PAGE=1."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "jingyuan_rectify.public_settings"

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - read once they are set up

from jingyuan_rectify.environment import stop  # noqa: E402

if not settings.PUBLIC_PAGE:
    stop("公开网页没有启用：确认要对外开放后设置 PUBLIC_PAGE=1（见 docs/production.md）。PUBLIC_PAGE is not set.")

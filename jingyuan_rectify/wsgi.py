"""What a web server runs. DEBUG is off unless the environment or `.env` says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingyuan_rectify.settings")

application = get_wsgi_application()

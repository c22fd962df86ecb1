"""The settings of the public process: the same database and keys, but no sessions, no login, no administration, no cookies."""

from .settings import *  # noqa: F403 - the same settings, less what people sign in to
from .settings import BASE_DIR, INSTALLED_APPS

PUBLIC = True
ROOT_URLCONF = "jingyuan_rectify.public_urls"
WSGI_APPLICATION = "jingyuan_rectify.public_wsgi.application"
LEFT_OUT = {
    "django.contrib.sessions",
    "django.contrib.messages",
    "jingyuan_rectify.admin_site.AdminConfig",
    "import_export",
}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in LEFT_OUT]
MIDDLEWARE = [
    "core.middleware.arrival",
    "core.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.read_only",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
# Nothing of what is sent touches the disk before it is sealed.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 45 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 40
DATA_UPLOAD_MAX_NUMBER_FILES = 10

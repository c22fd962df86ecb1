#!/usr/bin/env python
"""Django's command line. Where neither the environment nor `.env` sets DEBUG it runs in development mode (DEBUG=1)."""

import os
import sys
from pathlib import Path


def main() -> None:
    # Before anything of ours is imported, which would settle it.
    named = "public_settings" if sys.argv[1:2] == ["public"] else "settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"jingyuan_rectify.{named}")
    try:
        from jingyuan_rectify.environment import load_dotenv
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed: run `make setup`, then `.venv/bin/python manage.py …`.")
    load_dotenv(Path(__file__).resolve().parent / ".env")
    os.environ.setdefault("DEBUG", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

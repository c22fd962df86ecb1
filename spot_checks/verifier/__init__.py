"""What is handed out with every draw, so that anyone can verify it without us: a Python file and an HTML page.

Both are written from the specification and share no line with `mzdraw`.
"""

from pathlib import Path

SCRIPT = Path(__file__).with_name("verify_draw.py")
PAGE = Path(__file__).with_name("verify_draw.html")

"""Copies what the pages use from `node_modules/` to `var/vendor/`, and builds the icon sprite of `icons.txt`."""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "var" / "vendor"
FILES = (
    "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js",
    "echarts/dist/echarts.common.min.js",
)
LICENCES = (
    "bootstrap/LICENSE",
    "@popperjs/core/LICENSE.md",
    "@tabler/icons/LICENSE",
    "echarts/LICENSE",
    "zrender/LICENSE",
)
# A file that names a source map which is not there stops collectstatic.
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)\s*")
ICON_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
ICON_BACKGROUND = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "licences").mkdir(parents=True)
    for name in FILES:
        text = (MODULES / name).read_text(encoding="utf-8")
        (VENDOR / Path(name).name).write_text(SOURCE_MAP.sub("", text), encoding="utf-8")
    for name in LICENCES:
        package = name.rsplit("/", 1)[0].strip("@").replace("/", "-")
        shutil.copyfile(MODULES / name, VENDOR / "licences" / f"{package}.txt")
    (VENDOR / "icons.svg").write_text(sprite(), encoding="utf-8")


def sprite() -> str:
    """One SVG with a symbol for every name of `icons.txt`; stops with the names that do not exist."""
    names = (ROOT / "scripts" / "icons.txt").read_text(encoding="utf-8").split()
    folder = MODULES / "@tabler" / "icons" / "icons" / "outline"
    if missing := [name for name in names if not (folder / f"{name}.svg").exists()]:
        sys.exit(f"scripts/icons.txt names icons that do not exist: {', '.join(missing)}")
    symbols = "\n".join(symbol(name, (folder / f"{name}.svg").read_text(encoding="utf-8")) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def symbol(name: str, svg: str) -> str:
    body = ICON_BACKGROUND.sub("", ICON_BODY.search(svg)[1])  # type: ignore[index]
    # Stroke and fill come from the page's `.icon` rule: a used symbol inherits from where it is used.
    return f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(body.split())}</symbol>'


if __name__ == "__main__":
    main()

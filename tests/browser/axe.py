"""What axe-core finds on a page. It is read from node_modules and runs in the test's own world: no page ever loads it."""

from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Serious and critical violations: rule, how many places, the first of them and what is wrong there.
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.filter((each) => ["serious", "critical"].includes(each.impact)).map((each) => {
    const first = each.nodes[0];
    return `${each.id} × ${each.nodes.length}: ${first.html.slice(0, 160)} — ${first.failureSummary}`;
  });
}"""


@cache
def script() -> str:
    """axe-core as text."""
    return SOURCE.read_text(encoding="utf-8")


def problems(page: Any) -> list[str]:
    """The serious and critical problems of the page as it stands."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(script())
    width = page.viewport_size["width"]
    return [f"{page.url} at {width} px: {each}" for each in page.evaluate(RUN)]

"""The verifier page, opened from disk in a real browser, agrees with the engine and takes nothing else."""

import base64
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from spot_checks import verifier
from spot_checks.verifier import verify_draw
from tests.spot_checks.mzdraw.bundles import Files, random_bundle, tiny
from tests.spot_checks.verifier.mutants import forgeries, mutant

VERIFY_MANY = """async (bundles) => {
  const found = [];
  for (const bundle of bundles) {
    const files = {};
    for (const name of Object.keys(bundle)) {
      files[name] = Uint8Array.from(atob(bundle[name]), (each) => each.charCodeAt(0));
    }
    found.push(await verifyDraw(files));
  }
  return found;
}"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """The page as somebody opens it from the bundle."""
    context = browser.new_context(offline=True, locale="zh-CN")
    opened, complaints = context.new_page(), []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text))
    opened.goto(verifier.PAGE.as_uri())
    yield opened
    context.close()
    assert not complaints


@pytest.fixture
def verify(page: Any) -> Callable[[Iterable[Files]], list[verify_draw.Report]]:
    """The page's own function, over many draws at once."""

    def many(bundles: Iterable[Files]) -> list[verify_draw.Report]:
        texts = [{name: base64.b64encode(data).decode() for name, data in files.items()} for files in bundles]
        return [verify_draw.Report(**each) for each in page.evaluate(VERIFY_MANY, texts)]

    return many


def test_page_and_engine_agree_on_1000_random_draws(verify: Any) -> None:
    rng = random.Random(20260726)
    bundles = [tiny(), *(random_bundle(rng) for _ in range(1000))]
    found = verify(bundles)
    assert found == [verify_draw.verify(each) for each in bundles]
    assert all(each.ok for each in found)


def test_page_rejects_mutations_and_forgeries_as_the_script_does(verify: Any) -> None:
    rng = random.Random(3)
    bundles = [tiny(), *(random_bundle(rng, most=3) for _ in range(9))]
    changed = [mutant(rng, bundles[at % 10]) for at in range(1000)]
    found = verify(changed)
    assert not [each for each in found if each.ok]
    assert found == [verify_draw.verify(each) for each in changed]
    kinds, forged = zip(*forgeries(tiny()), strict=True)
    assert not [kind for kind, each in zip(kinds, verify(forged), strict=True) if each.ok or not each.why]


def lay_down(folder: Path, files: Files) -> list[Path]:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


def test_somebody_chooses_the_four_files(page: Any, tmp_path: Path) -> None:
    paths = lay_down(tmp_path, tiny())
    page.set_input_files("#files", paths)
    page.get_by_text("通过 OK").wait_for()
    report = verify_draw.verify(tiny())
    for name in ("frame_sha256", "commit", "seed"):
        assert page.inner_text(f"#{name}") == getattr(report, name)
    page.set_input_files("#files", paths[:3])
    page.get_by_text("不通过 FAIL").wait_for()
    assert page.inner_text("#why") == "缺少文件 result.tsv"


def test_somebody_chooses_the_folder(page: Any, tmp_path: Path) -> None:
    lay_down(tmp_path, tiny() | {"README.txt": b"x"})
    page.set_input_files("#folder", tmp_path)
    page.get_by_text("通过 OK").wait_for()
    lay_down(tmp_path, {"result.tsv": b""})
    (tmp_path / "again").mkdir()
    page.set_input_files("#folder", tmp_path)
    page.get_by_text("不通过 FAIL").wait_for()
    assert "result.tsv 第 1 行" in page.inner_text("#why")
    lay_down(tmp_path / "again", tiny())
    page.set_input_files("#folder", tmp_path)
    page.get_by_text("同名文件选了不止一个").wait_for()


def test_on_plain_http_the_page_says_that_it_cannot(browser: Any) -> None:
    opened = browser.new_page()
    html = verifier.PAGE.read_text(encoding="utf-8")
    opened.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    opened.goto("http://draw.invalid/verify_draw.html")
    assert opened.evaluate("crypto.subtle === undefined")
    assert "verify_draw.py" in opened.inner_text("#insecure") and opened.is_visible("#insecure")
    assert opened.is_disabled("#files")
    opened.close()


def test_the_page_is_one_file_that_asks_for_nothing() -> None:
    html = verifier.PAGE.read_text(encoding="utf-8")
    assert not [each for each in ("http://", "https://", " src=", "url(", "@import", "fetch(") if each in html]

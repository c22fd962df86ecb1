"""The Python verifier agrees with the engine, and takes nothing else."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from spot_checks import mzdraw, verifier
from spot_checks.verifier import verify_draw
from tests.spot_checks.mzdraw.bundles import Files, forged, random_bundle, tiny

from .mutants import forgeries, mutant

HASHES = (
    "47ecda8ff6b51c9024c48030daae4f109d3fdeca46a448f9feee92d60e6e85f2",
    "57e92e1e47f481084c6db2b2b2232916ae5451c2526d0e5fd9df633a5742ffd4",
    "bdab12f33e89750ba5f8f78c637c4b57f124375f4512185ba21ac467e5b93373",
)


def test_the_vector_verifies() -> None:
    assert verify_draw.verify(tiny()) == verify_draw.Report(True, "", *HASHES)


def test_a_forgery_without_a_fault_would_pass() -> None:
    """What the forgeries are made with puts every hash right: only the broken rule is left to find."""
    assert verify_draw.verify(forged(tiny())).ok
    assert verify_draw.verify(forged(tiny(), purpose="x", reserve=2, inspectors=["b", "a"])).ok
    assert verify_draw.verify(forged(tiny(), weight={"A": 0, "B": 3, "C": 1, "D": 10**9})).ok


def test_engine_and_verifier_agree_on_1000_random_draws() -> None:
    rng = random.Random(20260725)
    for _ in range(1000):
        files = random_bundle(rng)
        report = verify_draw.verify(files)
        assert report.ok, report.why
        commit = mzdraw.parse_commit(files["commit.json"])
        assert (report.frame_sha256, report.commit) == (commit.frame_sha256, commit.commitment)
        assert f'"seed":"{report.seed}"'.encode() in files["seed.json"]


def test_10000_mutations_are_all_rejected() -> None:
    rng = random.Random(1)
    bundles = [tiny(), *(random_bundle(rng, most=3) for _ in range(9))]
    taken = [files for at in range(10_000) if verify_draw.verify(files := mutant(rng, bundles[at % 10])).ok]
    assert not taken


def test_every_single_bit_counts() -> None:
    files = tiny()
    for name, data in files.items():
        for at in range(len(data)):
            changed = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
            assert not verify_draw.verify(files | {name: changed}).ok, (name, at)


@pytest.mark.parametrize(
    ("what", "files"), list(forgeries(tiny())), ids=lambda each: each if isinstance(each, str) else ""
)
def test_a_forgery_with_all_hashes_put_right_is_rejected(what: str, files: Files) -> None:
    report = verify_draw.verify(files)
    assert not report.ok and report.why


def lay_down(folder: Path, files: Files) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def run_script(*arguments: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_script_prints_ok_and_three_hashes(tmp_path: Path) -> None:
    lay_down(tmp_path, tiny())
    said = "OK\nframe_sha256 {}\ncommit {}\nseed {}\n".format(*HASHES)
    assert run_script(verifier.SCRIPT, tmp_path) == (0, said)
    lay_down(tmp_path, {"verify_draw.py": verifier.SCRIPT.read_bytes()})
    assert run_script(tmp_path / "verify_draw.py") == (0, said)


def test_the_script_prints_why_it_fails(tmp_path: Path) -> None:
    lay_down(tmp_path, tiny() | {"result.tsv": b""})
    assert run_script(verifier.SCRIPT, tmp_path) == (1, "FAIL: result.tsv 第 1 行与重新计算的结果不符\n")
    assert verify_draw.main([str(tmp_path)]) == 1
    (tmp_path / "seed.json").unlink()
    assert verify_draw.verify_folder(tmp_path).why == "不能读取文件 seed.json"


def test_the_script_needs_nothing_of_ours() -> None:
    imported = {
        line.split()[1]
        for line in verifier.SCRIPT.read_text(encoding="utf-8").splitlines()
        if line.startswith(("import ", "from "))
    }
    assert imported <= {*sys.stdlib_module_names, "__future__"}

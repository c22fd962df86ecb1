"""The four public files of a draw and the verifiers, as files and as one zip: nothing personal is in them."""

import io
import zipfile

from core import uploads
from core.refusal import Refused

from .. import sealed_frame, verifier
from ..models import Draw

STAMP = (2000, 1, 1, 0, 0, 0)  # the same draw gives the same zip


def files(draw: Draw) -> dict[str, bytes]:
    """name → bytes: frame.tsv, commit.json, seed.json, result.tsv, and the two verifiers. Raises Refused without a result."""
    if not draw.is_out:
        raise Refused("还没有结果，不能生成公开文件。请先录入摇号结果。", code="no-result")
    return {
        "frame.tsv": frame_tsv(draw),
        "commit.json": draw.commit_json.encode("ascii"),
        "seed.json": draw.seed_json.encode("ascii"),
        "result.tsv": draw.result_tsv.encode("ascii"),
        **{path.name: path.read_bytes() for path in (verifier.SCRIPT, verifier.PAGE)},
    }


def frame_tsv(draw: Draw) -> bytes:
    """The public frame, made again from the sealed one."""
    assert draw.frame_file is not None  # it is committed
    return sealed_frame.public(sealed_frame.load(uploads.read(draw.frame_file))).data


def zip_bytes(draw: Draw) -> bytes:
    """The bundle as one zip under the draw's code."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files(draw).items():
            archive.writestr(zipfile.ZipInfo(f"{draw.code}/{name}", STAMP), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()

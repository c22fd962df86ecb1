"""Material of sealed cases and of petitions from the public page: told by its bytes, kept without its name."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from core import audit, pictures
from core.models import User
from core.operation import operation
from core.operations.uploads import keep
from core.refusal import Refused

from ...models import Petition, PetitionFile
from ...rules.entries.evidence_kind import IMAGES, PDF, NotEvidence, kind_of
from .contents import contents_of, put
from .handlers import _handled

MOST = 20
TAKEN = IMAGES | {PDF}
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", PDF: "pdf"}
ONLY = "只收 jpg、png 照片和 pdf 文件。"
Told = tuple[str, bytes]  # the name as given, the bytes


def looked_at(data: bytes) -> tuple[str, bytes, bytes | None]:
    """The content type, the bytes to keep (of a picture nothing beyond its end), and of a picture a copy written anew without
    EXIF. Raises Refused."""
    try:
        kind = kind_of(data)
        if kind not in TAKEN:
            raise NotEvidence(ONLY)
        if kind not in IMAGES:
            return kind, data, None
        kept = pictures.trimmed(data)
        return kind, kept, pictures.clean(kept).data
    except NotEvidence as error:
        raise Refused(str(error) if "docx" not in str(error) else ONLY, code="file-type") from error
    except pictures.NotAPicture as error:
        raise Refused(error.message, code="file-type") from error


def keep_files(petition: Petition, told: Iterable[Told], *, by: Any) -> int:
    """The files lie with a saved petition under neutral names; of a sealed one the names given stand inside (the caller saves
    the row). Says how many. Raises Refused for what is no picture and no plain PDF."""
    contents = contents_of(petition) if petition.is_sealed else None
    number = petition.files.count()
    kept = 0
    for name, data in told:
        kind, original, copy = looked_at(data)
        number += 1
        kept += 1
        if number > MOST:
            raise Refused(f"一件最多附 {MOST} 份材料。", code="file-count")
        PetitionFile.objects.create(
            petition=petition,
            number=number,
            content_type=kind,
            original=keep(original, by=by),
            copy=keep(copy, by=by) if copy is not None else None,
            at=timezone.now(),
            by=by,
        )
        if contents is not None:
            contents.files[str(number)] = name[-200:]
    if contents is not None and kept:
        put(petition, contents)
    return kept


@operation
def attach_sealed(petition: Petition, *, by: User, filename: str, data: bytes) -> Petition:
    """The file lies with the sealed case, for its handlers alone."""
    petition = _handled(petition, by)
    keep_files(petition, [(filename, data)], by=by)
    petition.version += 1
    petition.save(update_fields=["sealed_blob", "version"])
    audit.record("sealed.attach", petition, by=by)
    return petition


@operation
def note_file(file: PetitionFile, *, by: User) -> None:
    """The chain says who took the file."""
    audit.record(
        "sealed.file" if file.petition.is_sealed else "petition.file",
        file.petition,
        by=by,
        summary={"file": file.number},
    )


def neutral_name(file: PetitionFile) -> str:
    """What a file is called outside: 材料1.jpg."""
    return f"材料{file.number}.{ENDINGS.get(file.content_type, 'bin')}"

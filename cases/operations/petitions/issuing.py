"""What leaves the program of petitions, and whose numbers are read: each in the chain."""

from typing import Any

from core import audit
from core.audit import Pending
from core.models import RevealGrant, User
from core.operation import operation, require
from core.operations import reveals
from core.permissions import Permission
from core.refusal import NotPermitted

from ...models import Petition, PetitionImport


@operation
def reveal_petition(petition: Petition, *, by: User, reason: str) -> RevealGrant:
    """`by` may read the people's numbers on the petition's page in full for ten minutes; the chain says why."""
    require(by, Permission.PETITION_HANDLE, petition.division_code)
    if petition.is_sealed:
        raise NotPermitted("密封件不在这里查看。")
    return reveals.grant(petition, by=by, reason=reason)


@operation
def issue_letter(petition: Petition, *, by: User, kind: str) -> Pending:
    """A paper to the petitioner may be written out; the entry's number is known once this has returned."""
    require(by, Permission.PETITION_HANDLE, petition.division_code)
    if petition.is_sealed:
        raise NotPermitted("密封件的文书不在这里下载。")
    return audit.record("petition.letter", petition, by=by, summary={"kind": kind})


@operation
def issue_ledger(division_code: str, *, by: User, rows: int) -> Pending:
    """The ledger with masked numbers may be written out; the entry's number is known once this has returned."""
    require(by, Permission.PETITION_HANDLE, division_code)
    return audit.record("petition.export", by=by, division_code=division_code, summary={"rows": rows, "masked": 1})


@operation
def record_petition_copy(item: PetitionImport, *, by: Any) -> Pending:
    """That the marked copy of a handed-in ledger went out again is in the chain."""
    require(by, Permission.PETITION_REGISTER, item.division_code)
    return audit.record("petition_import.annotated_copy", item, by=by)

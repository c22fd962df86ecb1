"""MR-02. A line names what happens, in which scheme, to whom, why and from which month."""

from collections.abc import Iterator, Sequence

from core.sheets.findings import Finding

from .facts import ADDITIONS, Context, Filing, Line, error, warning
from .fold import Outcome

CODE = "MR-02"
ALWAYS = {
    "kind": ("变动类型", "请填如 新增户、整户停保、户内增员、户内减员、类别调整"),
    "scheme": ("救助类别", "请填如 农村低保、城市低保、特困供养"),
    "head_id": ("户主身份证号", "请填写户主的 18 位身份证号"),
    "effective_month": ("执行（起发、停发）月份", "请填写从哪个月起执行，如 2021-08"),
}
NEEDS_PERSON = {"add_household", "add_member", "move_in", "end_household", "remove_member", "move_out", "change_head"}
GRADED = {"rural_dibao", "urban_dibao"}


def line_is_complete(filing: Filing, context: Context, made: Sequence[Outcome]) -> Iterator[Finding]:
    """Tell every missing field at its place."""
    for line in filing.lines:
        for name, (label, hint) in ALWAYS.items():
            if not getattr(line, name) and not line.has_problem(name):
                yield error(CODE, f"{name.replace('_', '-')}-missing", line, name, f"没有填{label}。", f"{hint}。")
        yield from _by_kind(line)


def _by_kind(line: Line) -> Iterator[Finding]:
    if line.kind in NEEDS_PERSON and not line.id_number and not line.has_problem("id_number"):
        yield error(CODE, "id-missing", line, "id_number", "没有填变动人的身份证号。", "请填写变动人的 18 位身份证号。")
    if line.kind in NEEDS_PERSON and not line.name and not line.has_problem("name"):
        yield error(CODE, "name-missing", line, "name", "没有填变动人的姓名。", "请填写姓名。")
    if not line.reason:
        yield warning(CODE, "reason-missing", line, "reason", "没有填变动原因。", "请补填，或确认时说明。")
    if line.is_death and not line.death_date and not line.has_problem("death_date"):
        yield error(
            CODE, "death-date-missing", line, "death_date", "变动原因是死亡，但没有填死亡日期。", "请填写死亡日期。"
        )
    if (
        line.kind in ADDITIONS
        and not line.relation
        and line.id_number != line.head_id
        and not line.has_problem("relation")
    ):
        yield error(CODE, "relation-missing", line, "relation", "没有填与户主关系。", "请填如 配偶、子、女。")
    needs_grade = line.kind == "regrade" or (line.kind == "add_household" and line.scheme in GRADED)
    if needs_grade and not line.grade_after and not line.has_problem("grade_after"):
        yield error(CODE, "grade-missing", line, "grade_after", "没有填保障类别。", "请填 A类、B类 或 C类。")

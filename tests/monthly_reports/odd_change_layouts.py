"""Change lists under words no dictionary was asked for, by name: pages, and whether each is a file of its own."""

from tests.monthly_reports.odd_lists import Page, Row


def added(row: Row) -> bool:
    return row["side"] == "add"


def ended(row: Row) -> bool:
    return row["side"] == "end"


def altered(row: Row) -> bool:
    return row["side"] == "alter"


def of(kind: str) -> object:
    return lambda row: row["kind"] == kind


NAMES = {"add": "新增人员名单", "end": "减少人员名单", "alter": "变更名单"}
OLD_NEW = (
    "原类别=old_grade 现类别=new_grade 原享受人数=old_count 现享受人数=new_count 原月保障金=old_fen 现月保障金=new_fen"
)
MONTH = {"month": lambda v: "2021年8月", "death": lambda d: f"{d.year}.{d.month}.{d.day}"}

WHOSE = "序号=seq 村名=village 组别=group 户主姓名=head 户主身份证号=head_id"
IN_OUT = (
    f"{WHOSE} 新增人员=name 公民身份号码=id 家庭关系=relation 新增原因=reason 保障类别=new_grade 保障人口=new_count 月补助金额=new_fen 起发时间=month",
    f"{WHOSE} 退出人员=name 公民身份号码=id 退出原因=reason 死亡时间=death 退出前人数=old_count 退出后人数=new_count 退出前金额=old_fen 退出后金额=new_fen 停发时间=month",
    f"{WHOSE} 变更原因=reason 变更前类别=old_grade 变更后类别=new_grade 变更前金额=old_fen 变更后金额=new_fen 执行时间=month",
)
SAME_TITLE = [["香水镇2021年7月农村低保动态调整表"]]

LISTS: dict[str, tuple[list[Page], bool]] = {
    "one-sheet": ([Page(
        "序号=seq 救助类别=scheme 所在村=village 组=group 户主=head 户主公民身份号码=head_id 变动人员姓名=name 变动人员身份证=id"
        f" 与户主关系=relation 变动类型=kind 变动原因=reason {OLD_NEW} 执行时间=month 死亡时间=death 户名=holder 一卡通账号=account 备注=note",
        say=MONTH, foot=[[], ["填表人：", None, "审核人："]])], False),
    "three-sheets-in-other-words": ([
        Page("序号=seq 保障类型=scheme 行政村=village 村民小组=group 户主=head 户主身份证=head_id 增加对象=name 增加对象公民身份号码=id 关系=relation"
             " 类型=kind 纳入原因=reason 类别=new_grade 享受人数=new_count 月保障金额（元）=new_fen 享受起始年月=month 开户名=holder 卡号=account",
             "增加", [["香水镇七月份新增保障对象名单"]], added),
        Page("序号=seq 保障类型=scheme 行政村=village 户主=head 户主身份证=head_id 停保对象=name 停保对象身份证号码=id 类型=kind 停保（减少）原因=reason"
             " 死亡年月日=death 停保前人数=old_count 停保后人数=new_count 停保前月保障金=old_fen 停保后月保障金=new_fen 停止发放月份=month",
             "停保", [["香水镇七月份停保（减少）对象名单"]], ended, MONTH),
        Page("序号=seq 保障类型=scheme 行政村=village 户主=head 户主身份证=head_id 类型=kind 调整缘由=reason 调整前档=old_grade 调整后档=new_grade"
             " 调整前月保障金=old_fen 调整后月保障金=new_fen 执行时间（年月）=month", "调档", [["香水镇七月份变更名单"]], altered, MONTH)], False),
    "separate-files": ([
        Page("编号=seq 险种=scheme 村=village 户主姓名=head 户主证件号=head_id 姓名=name 证件号=id 与户主称谓=relation 原由=reason 档次=new_grade 人数=new_count"
             " 金额=new_fen 起始=month 账号=account", "新增", [["香水镇2021年7月农村低保新增花名册"]], added),
        Page("编号=seq 村=village 户主姓名=head 户主证件号=head_id 姓名=name 证件号=id 退出原因=reason 死亡时间=death 原人数=old_count 现人数=new_count"
             " 原金额=old_fen 现金额=new_fen 停发时间=month", "减少", [["香水镇2021年7月农村低保减少花名册"]], ended, {"month": lambda v: "8月"}),
        Page("编号=seq 村=village 户主姓名=head 户主证件号=head_id 变更原因=reason 变更前保障类别=old_grade 变更后保障类别=new_grade 变更前月金额=old_fen"
             " 变更后月金额=new_fen 变更时间=month", "变更", [["香水镇2021年7月农村低保变更花名册"]], altered, {"month": lambda v: "2021.8"})], True),
    "kind-is-the-sheets-name": ([
        Page("村=village 户主姓名=head 户主身份证号=head_id 成员姓名=name 成员身份证号=id 与户主关系=relation 原因=reason 类别=new_grade 保障人数=new_count"
             " 月金额=new_fen 起发月份=month 账号=account", name, [["香水镇农村低保"], ["2021年7月"]], of(kind))
        for name, kind in (("新增户", "新增户"), ("户内增员", "户内增员"))] + [
        Page("村=village 户主姓名=head 户主身份证号=head_id 成员姓名=name 成员身份证号=id 原因=reason 死亡日期=death 原保障人数=old_count 现保障人数=new_count"
             " 原月金额=old_fen 现月金额=new_fen 停发月份=month", name, [["香水镇农村低保"], ["2021年7月"]], of(kind))
        for name, kind in (("整户停保", "整户停保"), ("户内减员", "户内减员"))] + [
        Page("村=village 户主姓名=head 户主身份证号=head_id 原因=reason 原类别=old_grade 新类别=new_grade 原月金额=old_fen 新月金额=new_fen 执行月份=month",
             "类别调整", [["香水镇农村低保"], ["2021年7月"]], of("类别调整"))], False),
    "in-out-alter-marks": ([Page(
        "序号=seq 村=village 户主姓名=head 户主身份证号码=head_id 变动对象=name 变动对象身份证=id 与户主关系=relation 增/减/变=kind 事由=reason 调整前|类别=old_grade"
        " 调整前|人数=old_count 调整前|金额=old_fen 调整后|类别=new_grade 调整后|人数=new_count 调整后|金额=new_fen 执行月=month 死亡日期=death",
        say={"kind": {"新增户": "增", "户内增员": "增", "整户停保": "减", "户内减员": "减", "类别调整": "变更"}.get,
             "month": lambda v: "2021年08月", "death": lambda d: d})], False),
    "sections-in-one-sheet": ([Page(
        "序号=seq 村=village 户主姓名=head 户主身份证号=head_id 姓名=name 身份证号=id 与户主关系=relation 原因=reason 死亡日期=death 变动前|类别=old_grade"
        " 变动前|人数=old_count 变动前|月保障金额=old_fen 变动后|类别=new_grade 变动后|人数=new_count 变动后|月保障金额=new_fen 执行月份=month",
        section={"add": "一、新增人员", "end": "二、减少人员", "alter": "三、类别变更"})], False),
    "sections-with-a-header-each": ([Page(
        "序号=seq 村=village 户主姓名=head 户主身份证号=head_id 姓名=name 身份证号=id 与户主关系=relation 变动原因=reason 死亡日期=death 原类别=old_grade"
        " 新类别=new_grade 原人数=old_count 现人数=new_count 原月金额=old_fen 现月金额=new_fen 执行月份=month",
        section={"add": "一、新增人员", "end": "二、减少人员", "alter": "三、类别变更"}, again=True)], False),
    "before-and-after-in-groups": ([Page(
        "序号=seq 基本信息|村名=village 基本信息|户主=head 基本信息|身份证号码=head_id 变动人员情况|姓名=name 变动人员情况|身份证号=id 变动人员情况|与户主关系=relation"
        " 变动情况|种类=kind 变动情况|原因=reason 变动情况|起止月份=month 变动情况|死亡时间=death 变动前享受情况|档次=old_grade 变动前享受情况|人口=old_count"
        " 变动前享受情况|月补助=old_fen 变动后享受情况|档次=new_grade 变动后享受情况|人口=new_count 变动后享受情况|月补助=new_fen", say=MONTH)], False),
    "kinds-in-other-words": ([Page(
        "行号=seq 类别=scheme 村（社区）=village 申请人=head 申请人身份证=head_id 变动人=name 变动人证件号码=id 与申请人关系=relation 办理事项=kind 情况说明=reason"
        f" {OLD_NEW} 生效时间=month 去世时间=death", say={**MONTH, "kind": {
            "新增户": "整户新增", "户内增员": "新增家庭成员", "整户停保": "整户退出", "户内减员": "减少家庭成员", "类别调整": "调整档次"}.get})], False),
    "no-kind-but-in-and-out-columns": ([
        Page("序号=seq 村=village 户主=head 户主身份证=head_id 姓名=name 身份证号码=id 与户主关系=relation 新增理由=reason 类别=new_grade 人数=new_count 户月补助=new_fen"
             " 从何时享受=month", "7月增", [["泾源县香水镇农村最低生活保障对象增加表"]], added),
        Page("序号=seq 村=village 户主=head 户主身份证=head_id 姓名=name 身份证号码=id 停保理由=reason 亡故日期=death 减少人数=less 减少金额=less_fen 停保年月=month",
             "7月减", [["泾源县香水镇农村最低生活保障对象减少表"]], ended, {"month": lambda v: "2021-08"}),
        Page("序号=seq 村=village 户主=head 户主身份证=head_id 调整理由=reason 原档=old_grade 现档=new_grade 原补助=old_fen 现补助=new_fen 调整年月=month",
             "7月变", [["泾源县香水镇农村最低生活保障对象调整表"]], altered)], False),
    "words-nobody-knows": ([Page(
        "序号=seq 村=village 户主姓名=head 户主身份证号=head_id 何人=name 证件=id 亲缘=relation 动作=kind 缘故=reason 原类别=old_grade 新类别=new_grade"
        " 原保障人数=old_count 现保障人数=new_count 原月金额=old_fen 现月金额=new_fen 自何月=month 死亡日期=death")], False),
    "one-column-of-people": ([
        Page("序号=seq 村=village 户主姓名=head 户主身份证号=head_id 新增对象姓名=name 新增对象公民身份号码=id 与户主的关系=relation 变动类型=kind 变动原因=reason"
             " 核定类别=new_grade 核定人数=new_count 核定月金额=new_fen 起保月份=month 银行卡号=account", "表1", [["表1 新增"]], added),
        Page("序号=seq 姓名=name 身份证号=id 变动类型=kind 原因=reason 死亡日期=death 停保月份=month", "表2", [["表2 减少（香水镇农村低保）"]], ended),
        Page("序号=seq 户主=head 身份证号=head_id 变动类型=kind 原因=reason 原类别=old_grade 调整为=new_grade 原金额=old_fen 调整后金额=new_fen 执行月份=month",
             "表3", [["表3 变更"]], altered)], False),
    "titles-with-breaks": ([Page(
        "序^号=seq 所在^村=village 户^主^姓^名=head 户主身份^证号码=head_id 变动人员^姓名=name 变动人员^身份证号码=id 与户主^关系=relation 变动^类别=kind 变动^原因=reason"
        " 原保障^类别=old_grade 现保障^类别=new_grade 原保障^人数=old_count 现保障^人数=new_count 原月保障金^（元）=old_fen 现月保障金^（元）=new_fen"
        " 执行^月份=month 死亡^日期=death", title=[["香水镇低保增减变动表"], ["填报单位：香水镇", None, None, "2021年7月23日"]],
        say={"old_fen": lambda v: f"{v}.00", "new_fen": lambda v: f"{v}元", "kind": lambda v: f" {v}\n"})], False),
    "everyone-in-one-column-of-people": ([Page(
        "序号=seq 村组=place 户主姓名=head 户主身份证号=head_id 变动人姓名=who 变动人身份证号=who_id 与户主关系=relation 变动类别=kind 变动原因=reason"
        f" {OLD_NEW} 执行月份=month 死亡日期=death", foot=[["合计20人"], ["注：以上变动从8月起执行"]])], False),
    "a-row-of-units": ([Page(
        "序号=seq 村=village 户主姓名=head 户主身份证号=head_id 变动人|姓名=name 变动人|身份证号=id 变动人|关系=relation 类型=kind 原因=reason"
        " 变更前|类别=old_grade 变更前|人数=old_count 变更前|金额（元）=old_fen 变更后|类别=new_grade 变更后|人数=new_count 变更后|金额（元）=new_fen"
        " 起（停）保时间=month 死亡日期=death", say={"month": lambda v: "2021年08月起"})], False),
    "the-kind-first": ([Page(
        "变动情形=kind 村=village 户主姓名=head 户主身份证号=head_id 姓名=name 身份证号=id 关系=relation 原因=reason"
        f" {OLD_NEW} 起停月份=month 死亡日期=death", say=MONTH)], False),
    "one-title-of-alterations-over-all": (
        [Page(*said) for said in zip(IN_OUT, ("新增", "退出", "变更"), (SAME_TITLE,) * 3, (added, ended, altered), strict=True)], False),
    "only-the-columns-tell": (
        [Page(*said) for said in zip(IN_OUT, ("Sheet1", "Sheet2", "Sheet3"), (SAME_TITLE,) * 3, (added, ended, altered), strict=True)], False),
    "dibao-of-town-or-country": ([Page(
        f"救助类别=scheme 城/农=area {WHOSE} 姓名=name 证件号=id 与户主关系=relation 变动类型=kind 变动原因=reason {OLD_NEW} 执行月份=month 死亡日期=death",
        say={"scheme": lambda v: "低保"}, title=[["泾源县2021年7月城乡低保变动情况统计表"], ["填报单位：香水镇人民政府（盖章）"]])], False),
    "both-in-one-cell": ([
        Page(*said) for said in zip(IN_OUT[:1], ("新增",), (SAME_TITLE,), (added,), strict=True)] + [Page(
        f"{WHOSE} 姓名=name 证件号=id 变动类型=kind 变动原因=reason 原类别→新类别=turns 原保障人数→新=turn_count 原月金额→新=turn_fen"
        " 执行月份（起/停发）=month 死亡日期=death", "减少和变更", pick=lambda row: not added(row))], False),
    "kinds-that-only-tell-the-direction": ([Page(
        f"{WHOSE} 姓名=name 证件号=id 与户主关系=relation 动态类型=kind 原因=reason {OLD_NEW} 执行月份=month 死亡日期=death",
        say={"month": lambda v: "8", "kind": {"新增户": "新批准纳入", "户内增员": "增加一口人", "整户停保": "全部退出", "户内减员": "个别退出", "类别调整": "提档升级"}.get})], False),
}  # fmt: skip

"""Layouts of the roster under words no dictionary was asked for, by name: (layout, fields it does not show)."""

from tests.recipients.odd_rosters import Layout

FOOT = [["共计12户，月保障金6080元"], ["填表人：马某某", None, None, "审核人：杨某某"]]
NUMERALS = "零一二三四五六七八九"
TICK = {True: "√", False: None}

LAYOUTS: dict[str, tuple[Layout, str]] = {
    "whether-or-not": (Layout(
        "序号=seq 村=village 组=group 家庭成员姓名=name 身份证号码=id 与户主关系=relation 享受与否=covered 分类=grade"
        " 享受低保人数=count 户月保障金额=monthly 家庭人口=persons 开户人=holder 银行账号=account",
        say={"covered": {True: "享受", False: "不享受"}.get}), ""),
    "one-group-for-people-and-money": (Layout(
        "序号=seq 户主基本情况|姓名=head 户主基本情况|性别=head_sex 户主基本情况|身份证号码=head_id 人口（人）|家庭=persons"
        " 人口（人）|保障=count 家庭成员基本情况|姓名=name 家庭成员基本情况|性别=sex 家庭成员基本情况|身份证号码=id"
        " 家庭成员基本情况|与户主关系=relation 家庭成员基本情况|是否享受=covered 保障类别=grade 补助金额（元/月）|人均=each"
        " 补助金额（元/月）|户补助=monthly 惠农一卡通|开户人=holder 惠农一卡通|卡号=account 家庭住址|村=village 家庭住址|组=group",
        way="merge"), ""),
    "blank-rows-between-households": (Layout(
        "户主=head 户主身份证=head_id 村别=village 组别=group 成员=name 成员身份证=id 关系=relation 享受=covered 档=grade"
        " 保障人口=count 月保障金=monthly 打卡账号=account", before=lambda members: [[]],
        say={"covered": {True: "√", False: "×"}.get}), ""),
    "heads-only-in-their-columns": (Layout(
        "编号=seq 行政村=village 村民小组=group 户主姓名=head 户主身份证号=head_id 家庭人口=persons 保障人口=count"
        " 成员姓名=name 与户主关系=relation 成员身份证号=id 是否保障=covered 保障类别=grade 月保障金额=monthly 账号=account",
        heads="columns"), ""),
    "a-sheet-for-each-village": (Layout(
        "序号=seq 组=group 户主姓名=head 户主身份证号=head_id 保障对象=name 保障对象身份证号码=id 与户主关系=relation"
        " 是否享受低保=covered 类别=grade 人数=count 金额=monthly 存折号=account", sheets="village",
        title=[["香水镇农村低保花名册"], ["2021年6月", None, None, "单位：元"]], way="merge"), "seq"),
    "sections-by-village": (Layout(
        "序号=seq 小组=group 姓名=name 公民身份证=id 家庭关系=relation 是否保障=covered 等级=grade 救助人数=count"
        " 每月救助金=monthly 社保卡=account"), "sections"),
    "counts-under-a-b-c": (Layout(
        "序号=seq 村=village 社=group 户主=head 身份证号码=head_id 家庭成员=name 身份证号=id 称谓=relation 是否享受=covered"
        " 保障类别及人数|A类=a 保障类别及人数|B类=b 保障类别及人数|C类=c 月补助=monthly 一卡通账号=account",
        say={"group": lambda n: f"{NUMERALS[n]}社"}, way="merge"), ""),
    "grades-in-words-and-villages-without": (Layout(
        "顺序=seq 村（居）=village 组（社）=group 户主姓名=head 户主证件号=head_id 姓名=name 证件号=id 与户主关系=relation"
        " 保障否=covered 保障类型=grade 保障数=count 月保障额=monthly 卡（折）号=account",
        say={"grade": {"A": "重点保障户", "B": "基本保障户", "C": "一般保障户"}.get, "village": lambda v: f"香水镇{v}",
             "group": lambda n: f"{NUMERALS[n]}组", "covered": {True: "1", False: "0"}.get}), ""),
    "true-and-false": (Layout(
        "序号=seq 村名=village 组名=group 户主姓名=head 户主身份证号=head_id 成员姓名=name 成员身份证号码=id 成员与户主关系=relation"
        " 成员是否享受=covered 施保类别=grade 家庭总人数=persons 享受总人数=count 家庭月补助总额=monthly 发放账号=account",
        say={"covered": bool, "grade": {"A": "一类", "B": "二类", "C": "三类"}.get}, way="repeat"), ""),
    "spaces-and-line-breaks-in-the-header": (Layout(
        "序^号=seq 村__名=village 组__别=group 户__主^姓__名=head 户主身份^证号码=head_id 家庭成^员姓名=name 身__份__证^号__码=id"
        " 与户主^关__系=relation 是否^享受=covered 类^别=grade 保障^人口=count 月保障金额^（元/户）=monthly 开户^银行账号=account"), ""),
    "values-with-tails": (Layout(
        "序号=seq 村=village 组=group 户主姓名=head 户主身份证号=head_id 成员姓名=name 身份证号=id 与户主关系=relation 是否享受=covered"
        " 保障类别=grade 家庭人口=persons 保障人数=count 月保障金额=monthly 银行账号=account",
        say={"name": lambda v: f"{v} \n", "id": lambda v: f"{v}\t", "head_id": lambda v: f"\xa0{v}", "relation": lambda v: f"{v} ",
             "village": lambda v: f"{v}\n", "grade": lambda v: f"{v} 类", "monthly": lambda v: f"{v}.00元/月", "group": lambda n: f"{n}组",
             "count": lambda v: f"{v}人", "covered": {True: "是 ", False: "否　"}.get, "account": lambda v: f"{v[:6]} {v[6:]}\n"}), ""),
    "only-ticks": (Layout(
        "户序号=seq 所在村组=place 户主=head 户主公民身份证号码=head_id 家庭成员姓名=name 家庭成员身份证=id 与户主关系=relation"
        " 享受低保打√=covered 低保档次=grade 低保人口=count 核定月保障金额=monthly 惠民卡号=account",
        say={"covered": TICK.get}), ""),
    "a-year-beside-a-month": (Layout(
        "序号=seq 村=village 组=group 户主姓名=head 身份证号=head_id 成员姓名=name 身份证号=id 与户主关系=relation 是否享受=covered"
        " 类别=grade 人数=count 年保障金额=year 月人均保障标准=each 每户每月保障金=monthly 开户账号=account"), ""),
    "only-an-amount-for-each-person": (Layout(
        "序号=seq 村=village 组=group 户主姓名=head 户主身份证号=head_id 家庭成员=name 家庭成员身份证号=id 关系=relation 是否享受=covered"
        " 类别=grade 享受人口=count 人均月补助金额=each 农商行账号=account"), ""),
    "remarks-and-footers": (Layout(
        "序号=seq 村=village 组=group 户主姓名=head 户主身份证号=head_id 姓名=name 身份证号=id 与户主关系=relation 是否享受=covered"
        " 类别=grade 保障人数=count 保障金（元/月）=monthly 账号=account 备注=note", foot=FOOT, repeat_header=4,
        before=lambda members: [["注：以下户经复核无变化"]] if members[0]["seq"] % 5 == 0 else []), ""),
    "three-rows-and-numbers-under": (Layout(
        "家庭信息|基本信息|户号=seq 家庭信息|基本信息|村=village 家庭信息|基本信息|组=group 家庭信息|户主|姓名=head 家庭信息|户主|身份证号=head_id"
        " 人员信息|成员|姓名=name 人员信息|成员|身份证号=id 人员信息|成员|关系=relation 人员信息|成员|是否保障=covered"
        " 保障信息|类别=grade 保障信息|人口数|户籍=persons 保障信息|人口数|享受=count 保障信息|资金|月金额=monthly 保障信息|资金|账号=account",
        way="merge"), ""),
    "groups-not-merged": (Layout(
        "序号=seq 地址|村=village 地址|组=group 申请人|姓名=head 申请人|身份证号=head_id 共同生活成员|姓名=name 共同生活成员|身份证号=id"
        " 共同生活成员|与申请人关系=relation 共同生活成员|是否纳入=covered 核定情况|档次=grade 核定情况|人数=count 核定情况|金额=monthly"
        " 发放账户|账号=account", groups="spread"), ""),
    "no-head-columns-and-self": (Layout(
        "序号=seq 村=village 组=group 姓名=name 身份证号码=id 性别=sex 年龄=age 与户主关系=relation 是否享受=covered 类别=grade"
        " 享受人数=count 月发放金额=monthly 银行卡=account", say={"relation": lambda v: "本人" if v == "户主" else v}), "relation"),
    "words-nobody-knows": (Layout(
        "序号=seq 村=village 组=group 户主姓名=head 户主身份证号=head_id 人名=name 证件=id 亲缘=relation 在册=covered 层次=grade"
        " 保障人数=count 月保障金额=monthly 打款号=account"), ""),
    "borne-by-the-owner-word": (Layout(
        "序号=seq 村=village 组=group 户主名字=head 户主证件号码=head_id 享受对象名字=name 享受对象证件号码=id 享受对象与户主关系=relation"
        " 享受对象是否享受=covered 低保户保障类别=grade 低保户保障人数=count 低保户月领取保障金额=monthly 低保户银行账号=account"), ""),
    "a-month-since": (Layout(
        "序号=seq 所属村=village 所属组=group 户主=head 户主证件号码=head_id 人员=name 人员身份证号=id 与户主关系=relation"
        " 是否享受对象=covered 保障档次=grade 现享受人数=count 现享受月金额=monthly 享受开始年月=since 社保卡银行账号=account 网格员=gridman"), ""),
    "per-person-in-brackets": (Layout(
        "序号=seq 村=village 组=group 户主=head 户主身份证号=head_id 成员姓名=name 成员身份证号=id 关系=relation 是否低保对象=covered"
        " 类别=grade 保障（人数）=count 月补差（元/人）=each 月补差（元/户）=monthly 账户号码=account"), ""),
    "heads-name-before-the-members": (Layout(
        "序号=seq 村=village 组=group 姓名（户主）=head 户主身份号=head_id 家庭成员（含本人）=name 身份证=id 与户主关系=relation"
        " 保障情况=covered 保障级别=grade 保障人口数=count 金额（元）=monthly 帐户=account",
        say={"covered": {True: "保障", False: "未保障"}.get}, way="merge"), ""),
    "born-and-aged": (Layout(
        "序号=seq 乡（镇）=town 村（社区）=village 组=group 户主姓名=head 户主身份证号码=head_id 家庭成员姓名=name 性别=sex 出生日期=born 年龄=age"
        " 家庭成员身份证号码=id 与户主关系=relation 低保享受情况=covered 家庭人口=persons 低保人口=count 低保类别=grade"
        " 月低保金额（元）=monthly 户名=holder 社会保障卡号码=account 联系方式=phone", way="repeat"), ""),
    "a-row-of-units": (Layout(
        "序号=seq 村=village 组=group 户主姓名=head 户主身份证号=head_id 家庭成员=name 身份证号=id 关系=relation 保障状态=covered 类别=grade"
        " 保障人数|人=count 月保障金|元=monthly 账号=account", say={"covered": {True: "在保", False: "不在保"}.get}, way="merge"), ""),
    "an-amount-on-each-line": (Layout(
        "序号=seq 村=village 组=group 户主姓名=head 户主身份证号=head_id 家庭成员=name 身份证号=id 关系=relation 享受=covered 类别=grade"
        " 月保障金额=own 账号=account"), ""),
    "brackets-and-full-width": (Layout(
        "序号=seq 村（居）民委员会=village 村（居）民小组=group 户主（姓名）=head 户主（身份证号）=head_id 家庭成员（姓名）=name"
        " 家庭成员（身份证号）=id 家庭成员（与户主关系）=relation 是否享受（是/否）=covered Ａ/Ｂ/Ｃ类=grade 保障人数（人）=count"
        " 月保障金额（元）=monthly 账号（一卡通）=account"), ""),
    "numbers-and-dashes": (Layout(
        "1.序号=seq 2.村=village 3.组=group 4.户主-姓名=head 5.户主-身份证号=head_id 6.成员-姓名=name 7.成员-身份证号=id 8.成员-关系=relation"
        " 9.成员-是否享受=covered 10.保障-类别=grade 11.保障-人数=count 12.保障-月金额=monthly 13.银行-账号=account"), ""),
    "a-month-in-the-word": (Layout(
        "序号=seq 住址|村=village 住址|组=group 户主=head 户主证件=head_id 家庭人口/保障人口=both 家庭成员信息|家庭成员姓名=name"
        " 家庭成员信息|家庭成员身份证号码=id 家庭成员信息|与户主关系=relation 家庭成员信息|是否享受低保=covered 低保信息|低保类别=grade"
        " 低保信息|低保人数=count 低保信息|6月补贴金额（元）=monthly 低保信息|发放卡号=account", way="merge"), ""),
    "brackets-that-tell": (Layout(
        "户编码=seq 乡（镇）=town 住址（村）=village 几组=group 户代表姓名=head 户主18位身份证号=head_id 家庭成员名单=name 身份证_号码=id"
        " 与户主何关系=relation 保障对象（√）=covered 享受类型=grade 在册人口=persons 纳入人数=count 合计月保障金=monthly 卡主=holder 一折通=account",
        say={"covered": TICK.get}, way="repeat"), ""),
    "only-those-left-out-are-marked": (Layout(
        "序号=seq 村组名称=village 组=group 户主姓名=head 户主身份证号=head_id 姓名=name 身份证号=id 亲属称谓=relation 是否享受=covered"
        " 定类=grade 总人数=persons 在保人数=count 救助标准（元/户·月）=monthly 账号=account", say={"covered": {True: None, False: "×"}.get}), ""),
    "members-before-heads-under-the-same-words": (Layout(
        "编号=seq 村=village 组=group 姓名=name 身份证号码=id 称谓=relation 是否享受=covered 姓名=head 身份证号码=head_id 类别=grade"
        " 家庭人口=persons 月保障金额=monthly 账号=account", way="repeat"), ""),
    "whose-account-under-a-third-name": (Layout(
        "编号=seq 村=village 组=group 姓名=head 身份证号=head_id 姓名=holder 账号=account 姓名=name 家属关系=relation 身份证号=id"
        " 享受=covered 类别=grade 人均保障标准=each 月保障金额=monthly", way="repeat"), ""),
    "an-address-for-village-and-group": (Layout(
        "序号=seq 户主姓名=head 户主身份证号=head_id 姓名=name 身份证号=id 与户主关系=relation 是否享受=covered 类别=grade 享受人数=count"
        " 月保障金额=monthly 账号=account 家庭住址=place"), ""),
    "no-key-but-what-stands-once": (Layout(
        "村=village 组=group 姓名=name 身份证号=id 是否享受=covered 家庭人口=persons 类别=grade 月保障金额=monthly 账号=account"), "relation"),
}  # fmt: skip

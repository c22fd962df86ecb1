"""Lines that are no person, told by their words alone: signatures, page marks, sums carried over, bands that name a village."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from core.sheets.model import CellValue
from core.sheets.words import plain

TOTAL = re.compile(r"^(?:本页|本村|本组|全村|全乡|全镇|乡镇|村)?(?:合计|小计|总计|共计|累计)|(?:合计|小计|总计)$")
SIGNATURE = re.compile(
    r"^(?:填表|制表|审核|复核|负责人|经办|分管|主管|主要领导|单位负责|单位盖章|单位公章"
    r"|民政助理|民政所|乡镇分管|填报人|填报日期|填报单位|填报时间|上报|报送|制单|核查员|包村"
    r"|村主任|村支书|签字|盖章|公章|年月日|注\d?$|备注$|说明$|填表说明|以下空白|以下无正文"
    r"|主要负责|(?:签字|签章|签名|盖章)$|第\d+页|共\d+页|联系人|联系电话|调查人|监督电话)"
)
TITLE = re.compile(
    r"花名册|名册|名单|清单|汇总表|台账|登记表|报告表|统计表|明细表|发放表|变动表|单位[:：]|续表|公示表|情况表"
)
NOTE = re.compile(r"(?:注|备注|说明)\s*[:：\d一]")
SECTION = re.compile(r"^[^\s:：,，。]{1,20}(?:村|社区|居委会|组|队|片区)(?:委会|民委员会)?$")
CHANGE_SECTION = re.compile(
    r"^(?:第?[一二三四五六七八九\d]{1,2}[、.．部分]*|[(（][一二三四五六七八九\d]{1,2}[)）])?\s*"
    r"[^\s:：,，。]{0,8}(?:新增|增加|纳入|减少|停保|退出|停发|注销|取消|变更|调整|死亡|迁入|迁出|增员|减员)[^\s:：,，。]{0,8}[:：]?$"
)
# Of a list that stands under another: 退出人员名单 tells what its people do, 增减变动表 does not.
WAYS = tuple(map(re.compile, ("新增|增加|纳入|增员|迁入", "减少|停保|退出|注销|核减|停发|清退|减员|迁出", "变更|调整")))
BOTH_WAYS = re.compile("增减|增、减|动态(?:管理)?调整")
# 二、城市低保, （一）A类户, 三、集中供养: alone in its row it tells the scheme, the class or the care of the rows below.
HEADING = re.compile(
    r"低保|生活保障|特困|五保|供养|高龄|临时救助|急难|支出型|边缘|(?<![A-Za-z])[A-Ca-cＡ-Ｃ]\s*[类档]|(?<![一二三\d])[一二三123]\s*[类档]"
    r"|(?:重点|基本|一般)(?:低保|救助)?(?:保障)?(?:户|对象)"
)
NUMBERED = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]")
# Under a header some write each column's unit, or how a line is filled in.
UNITS = frozenset({"人", "口", "元", "户", "岁", "元/月", "元/户", "元/人", "人民币元", "万元", "周岁"})
EXAMPLE = re.compile(r"^(?:填写|填表)?(?:示例|样例|举例|范例|例|例如|模板)\d?$")
# Who signs, and what else stands before a colon at the head or foot of a page.
SIGNING = re.compile(
    r"审|核|批|填|制|编|会计|出纳|主管|书记|主任|干部|经办|负责|分管|意见|电话|公示|公告|单位|乡镇|^村|^社区|日期|时间"
    r"|签|盖章|公章|领导|代表|监督|[站所局镇乡科股]长|民政|页|密级|文号|地址|邮编|传真|网址"
)
# The letterhead of an office, printed again on each page.
OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:人民政府|党委|委员会|民政局|民政所|办公室|服务中心)(?:文件)?\Z|[\u4e00-\u9fff]{2,8}[〔\[(]20\d\d[〕\])]\d{1,4}号\Z"
)
LABEL = re.compile(r"([^:：]{1,20})[:：]\s*(.*)\Z", re.DOTALL)
DATE = re.compile(r"(?:20\d\d)?\s*年\s*\d{0,2}\s*月(?:\s*\d{0,2}\s*日)?\Z")
DAY = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日\Z")
PAGE = re.compile(r"(?:第\s*\d{0,4}\s*页?|页|(?:共|/)\s*\d{0,4}\s*页)(?:[,，、/\s]*共\s*\d{0,4}\s*页)?\Z")
DIGITS = re.compile(r"\d{6}")
CARRIED = re.compile(r"^(?:(?:转|过|结转)[下次]页|[承接][上前]页|上页(?:结转|累计)|(?:本页|页)计)")
PART_SUM = re.compile(r"^其中(?:[:：]|$)")
COUNTED = re.compile(r"(?:共|计)?\d{1,5}(?:户|人|元|口)(?:\d{1,5}人)?\Z")
VILLAGE_BAND = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)?(?:(?:行政)?村名?\s*[:：]|社区\s*[:：])?\s*[【\[〔《]?"
    r"(?P<place>(?![全本各])[\u4e00-\u9fff]{1,12}(?:村|社区|居委会|村委会|村民委员会|居民委员会))[】\]〕》]?"
    r"\s*(?:[(（]?\s*(?:共|计)?\s*\d+\s*(?:户|人)[^:：]{0,16})?\Z"
)
VILLAGE_SUM = re.compile(r"^(?P<place>(?![全本各])[\u4e00-\u9fff]{1,10}(?:村|社区|居委会))(?:合计|小计)\Z")


def tells_one_way(title: str) -> bool:
    """Whether the title of a list says who is in it: the newcomers, the leavers or those altered."""
    return not BOTH_WAYS.search(title) and sum(1 for way in WAYS if way.search(title)) == 1


def signs(row: Sequence[CellValue], filled: Sequence[int]) -> bool:
    """审批：| |复核：, 单位：元|第 1 页, 村负责人：|某某: every cell is such a label, what follows one, a date, a page
    or an office."""
    open_label = paging = told = False
    for col in filled:
        text = _text(row[col])
        label = LABEL.match(text)
        if OFFICE.match(text) and not open_label:
            told = True
            continue
        if DIGITS.search(plain(text)) and not (label and "电话" in label[1]):
            return False
        if label and (SIGNING.search(plain(label[1])) or not label[2]):
            told = True
            open_label = not label[2] and bool(SIGNING.search(plain(label[1])))
        elif PAGE.match(text):
            paging = text == "第" or (paging and text != "页")
            told, open_label = True, False
        elif DATE.match(text) or DAY.match(text) or (paging and text.isdecimal()) or open_label:
            open_label = False
        else:
            return False
    return told


def carries_over(row: Sequence[CellValue], filled: Sequence[int]) -> bool:
    """转下页, 承前页 and 其中：A类 begin a line of sums that another line holds already."""
    first = plain(row[filled[0]]) if filled else ""
    return bool(CARRIED.match(first) or PART_SUM.match(_text(row[filled[0]]) if filled else ""))


def village_band(text: str) -> str:
    """The village of a line 一、惠台村（3户5人）, 村：惠台村 or 【惠台村】; empty when it is none."""
    found = VILLAGE_BAND.match(text)
    return found["place"] if found else ""


def village_summed(row: Sequence[CellValue], filled: Sequence[int]) -> re.Match[str] | None:
    """The village of 惠台村|3户|…|5|1480, a line that counts its households."""
    village = VILLAGE_BAND.match(str(row[filled[0]]).strip()) if filled else None
    rest = [row[col] for col in filled[1:]]
    counts = [value for value in rest if isinstance(value, str) and COUNTED.match(plain(value))]
    sums = [value for value in rest if isinstance(value, (int, float))]
    return village if counts and len(counts) + len(sums) == len(rest) else None


def _text(value: CellValue) -> str:
    return unicodedata.normalize("NFKC", str(value)).strip()

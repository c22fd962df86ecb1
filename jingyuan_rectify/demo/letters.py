"""What the demo county's petitioners write: small matters told in several ways, plainly made up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    """A matter people petition about: its class and category, and the ways it is told. {v} is the village."""

    kind: str
    category: str
    ways: tuple[str, ...]
    answer: str
    finding: str = "true"


MATTERS: tuple[Matter, ...] = (
    Matter(
        "demand",
        "申请低保未批",
        (
            "我家住{v}，老伴常年卧床，去年申请低保没有批，请求重新核查家庭情况。",
            "{v}村民反映：家中病人多、收入少，申请低保一直没有批准，希望派人入户看看。",
            "老伴卧床多年，低保申请没批，多次询问没有结果，请求解决。（{v}）",
        ),
        "经入户核查，该户医疗支出较大，符合条件，已按程序纳入低保，从下月起发放。",
    ),
    Matter(
        "demand",
        "低保类别",
        (
            "{v}的我是重度残疾，低保一直按C类发，请求调整类别。",
            "残疾证是一级，低保类别定低了，请按政策重新核定。（{v}）",
        ),
        "经核实残疾等级，已调整保障类别，差额从核定当月起补发。",
        "partly",
    ),
    Matter(
        "demand",
        "待遇发放",
        (
            "{v}反映：连续两个月低保金没有到账，一卡通里查不到。",
            "低保金从上个月起没有打到卡上，去银行问说是退票，请尽快补发。（{v}）",
        ),
        "经查系账号变更未及时登记，已更正账号并补发。",
    ),
    Matter(
        "demand",
        "停保异议",
        (
            "{v}村民不服停保决定：儿子打零工不稳定，家里又有两个学生，请求恢复低保。",
            "家里低保被停了，没有收到书面告知，请求说明理由并恢复。（{v}）",
        ),
        "停保依据为家庭收入超过标准，已补送书面告知并说明救济途径。",
        "false",
    ),
    Matter(
        "demand",
        "临时救助",
        ("{v}我家上月失火，申请临时救助没有回音。", "因火灾房屋受损，申请临时救助一个多月没有答复。（{v}）"),
        "已按急难型救助程序先行救助，资金已到账。",
    ),
    Matter(
        "demand",
        "高龄津贴",
        ("{v}我父亲已满八十岁，高龄津贴至今没有领到。", "老人八十一岁了，高龄津贴没有发，请核查。（{v}）"),
        "已补办登记，高龄津贴从年满八十周岁当月补发。",
    ),
    Matter(
        "demand",
        "办事拖延",
        (
            "到镇上办救助手续跑了四趟，每次说材料不齐，又不一次说清。（{v}）",
            "{v}群众反映办低保手续来回跑，窗口人员态度不好。",
        ),
        "已向群众道歉，一次性告知所需材料并当场受理；对窗口人员进行了提醒谈话。",
        "partly",
    ),
    Matter(
        "advice",
        "政策宣传",
        ("建议把低保标准和办理流程贴到{v}村务公开栏，很多老人不知道怎么申请。", "希望{v}每季度开一次会讲讲救助政策。"),
        "建议很好，已安排在村务公开栏张贴政策明白纸。",
        "",
    ),
    Matter(
        "consult",
        "咨询感谢",
        ("{v}村民来电感谢驻村干部帮助办理特困供养。", "来电咨询单人户申请低保的条件，已答复。（{v}）"),
        "已电话答复来电人。",
        "",
    ),
    Matter(
        "demand",
        "养老服务",
        ("{v}敬老院伙食不好，冬天屋里冷，请管一管。", "敬老院的老人反映饭菜凉、暖气不热。（{v}）"),
        "已检查敬老院，更换锅炉循环泵，公示每周食谱。",
    ),
)
CHANNELS = ("letter", "visit", "visit", "call", "call", "online", "hotline", "transfer", "public")
ACCUSATION = "反映{v}村干部在评定低保时收受好处、给亲戚办低保，请求查处。反映人怕被报复，请求保密。"


def told(matter: Matter, village: str, way: int) -> str:
    """The matter in one of its ways."""
    return matter.ways[way % len(matter.ways)].format(v=village)

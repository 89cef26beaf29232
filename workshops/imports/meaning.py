"""What the columns of the table of workshops mean, and which words stand in them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alliance_portal.ledgers import Choice, Column, Day, Heads, Label, Name, plain

from ..models import Designation, Workshop, WorkshopMembership

Kind, Level, System, Title = Workshop.Kind, Designation.Level, Designation.System, WorkshopMembership.Title
KINDS = {
    Kind.MODEL_WORKER: (
        "劳模工作室", "劳模创新工作室", "劳模", "劳模和工匠人才创新工作室", "劳模工匠创新工作室", "职工创新工作室",
    ),
    Kind.MASTER_CRAFTSMAN: ("大师工作室", "技能大师工作室", "工匠工作室", "技师工作室", "大师", "首席技师工作室"),
    Kind.INDUSTRY_RESEARCH: (
        "产学研培训工作室", "产学研工作室", "产学研", "产学研实训工作室", "研究生工作站", "产教融合工作室",
    ),
}  # fmt: skip
LEVELS = {
    Level.NATIONAL: ("国家级", "国家", "全国", "全国示范性", "国家级示范"),
    Level.PROVINCIAL: ("省级", "省", "省示范性", "省级示范", "省部级"),
    Level.MUNICIPAL: ("市级", "市", "市示范", "市级示范", "地市级", "设区市级"),
    Level.DISTRICT: ("区级", "县区级", "县级", "县(市、区)级", "区县级", "区", "县"),
    Level.ENTERPRISE: ("企业级", "公司级", "企业", "公司", "厂级", "集团级"),
}
# By these words the granting body tells its system; the first that fits counts.
SYSTEMS = (
    (System.UNION, re.compile("工会")),
    (System.HUMAN_RESOURCES, re.compile("人社|人力资源|劳动和社会保障|劳动保障")),
    (System.SCIENCE, re.compile("科协|科技|科学技术|工信|工业和信息化")),
    (System.EDUCATION, re.compile("教育|学院|大学|教委")),
    (System.ENTERPRISE, re.compile("本企业|本公司|本单位|本厂|公司|集团|企业")),
)
TITLES = (
    (Title.MODEL_WORKER, re.compile("劳模|劳动模范|劳动奖章|先进生产")),
    (Title.CRAFTSMAN, re.compile("工匠|大师")),
    (Title.TECHNICIAN, re.compile("技师")),
    (Title.PROFESSOR, re.compile("教授|专家|高工|高级工程师|博士")),
)
BOTH = re.compile(r"(?P<number>.*?)[/／、，,\s]*(?P<day>\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?)")


@dataclass(frozen=True, kw_only=True)
class NumberAndDay(Column):
    """Document number and day in one cell: “苏工发〔2023〕15号/2023-05-08”."""

    def hint(self):
        return _("The number of the document and the day, in one cell. Two columns of their own do as well.")

    def read(self, value, unit):
        text = plain(value)
        found = BOTH.fullmatch(text)
        if not found:
            return {"number": text[:60], "day": None}
        day = Day(id="granted_on", names=("命名时间",)).parse(found["day"])
        return {"number": found["number"].strip(" /／、，,")[:60], "day": day}


COLUMNS = (
    Label(id="name", names=("工作室名称", "名称", "工作室"), required=True, limit=80),
    Choice(id="kind", names=("类型", "工作室类型", "类别"), required=True, words=KINDS),
    Choice(id="level", names=("级别", "命名级别", "等级"), required=True, words=LEVELS),
    Label(id="title", names=("牌匾名称", "命名名称", "称号"), limit=100),
    Label(id="body", names=("命名单位", "授牌单位", "命名机构"), limit=80),
    Label(id="document", names=("命名文号", "文号", "命名文件"), limit=60),
    Day(id="granted_on", names=("命名时间", "命名日期", "授牌时间", "授牌日期")),
    NumberAndDay(id="both", names=("命名文号/时间", "命名文号及时间", "命名文号、时间")),
    Name(id="leader", names=("领衔人", "带头人", "负责人", "领办人"), limit=60),
    Label(id="honour", names=("领衔人荣誉", "荣誉", "带头人荣誉"), limit=80),
    Heads(id="team", names=("团队人数", "人数", "成员人数")),
    Label(id="unit", names=("所在单位", "单位", "企业"), limit=120),
    Label(id="speciality", names=("专业方向", "专业", "主攻方向"), limit=80),
)


def system_of(body, level):
    """The system a granting body belongs to, as far as its name tells."""
    if level == Level.ENTERPRISE:
        return System.ENTERPRISE
    return next((system for system, words in SYSTEMS if words.search(body or "")), System.OTHER)


def title_of(honour):
    """What the honour of a leader makes of him or her: the first of the words that fits."""
    return next((title for title, words in TITLES if words.search(honour or "")), "")


def name_of_plate(level, kind):
    """What stands on the plate where the table does not say it: “省级劳模工作室”."""
    return LEVELS[Level(level)][0] + KINDS[Kind(kind)][0]

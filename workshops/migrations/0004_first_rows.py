"""What is offered everywhere to begin with, and memberships in alliances, which had been a key of the workshop."""

from django.db import migrations
from django.utils import timezone

# Rubric -> criteria in their order: (name, most points, what so many points mean). Bands overlap where real ones do.
RUBRICS = {
    "技术成果评分表": [
        ("技术水平", 30, [
            (26, 30, "同行里领先，别处还没有见过"),
            (21, 25, "本企业领先，技术上有明显突破"),
            (10, 20, "比原来有改进，技术难度一般"),
        ]),
        ("经济效益", 30, [
            (26, 30, "一年节约或创造50万元以上"),
            (15, 25, "一年10万元以上，不到50万元"),
            (10, 14, "一年不到10万元"),
        ]),
        ("应用范围", 20, [
            (11, 20, "全企业都能用，外单位也能学"),
            (5, 15, "本车间、本班组能用"),
        ]),
        ("实用性", 20, [
            (15, 20, "做得出来，用得顺手，不添新的麻烦"),
            (5, 15, "能用，还要再改一改"),
        ]),
    ],
    "合理化建议评分表": [
        ("动机", 20, [
            (16, 20, "本职以外主动想到，自己先动手试过"),
            (11, 15, "干活时留心发现，问题说得清楚"),
            (5, 10, "本职范围内顺带提出"),
        ]),
        ("创造性", 15, [
            (12, 15, "办法是自己想出来的，以前没有人这样做"),
            (8, 11, "把别处的办法用到这里，有自己的改动"),
            (3, 7, "照搬已有的办法"),
        ]),
        ("可行性", 25, [
            (20, 25, "现有条件马上就能做"),
            (13, 19, "要添一些材料或停线配合，能做"),
            (5, 12, "还要再论证，或要外面帮忙"),
        ]),
        ("回收期", 30, [
            (25, 30, "半年以内收回投入，或几乎不花钱"),
            (18, 24, "一年以内收回投入"),
            (10, 17, "两年以内收回投入"),
            (0, 9, "两年以上，或算不出来"),
        ]),
        ("应用范围", 10, [
            (8, 10, "全企业都能用"),
            (5, 7, "一个车间能用"),
            (1, 4, "一个工位、一台设备能用"),
        ]),
    ],
    "技术革新评分表": [
        ("先进性", 10, [
            (8, 10, "指标超过同类做法"),
            (5, 7, "指标和同类做法相当"),
            (1, 4, "比自己原来好"),
        ]),
        ("创新性", 10, [
            (8, 10, "原理或结构是新的"),
            (5, 7, "关键的地方有改进"),
            (1, 4, "局部有改动"),
        ]),
        ("难度", 10, [
            (8, 10, "多个专业一起攻关才做成"),
            (5, 7, "要专门的技术和试验"),
            (1, 4, "一般的加工和安装"),
        ]),
        ("经济效益", 40, [
            (40, 40, "一年600万元以上"),
            (30, 30, "一年300万元以上，不到600万元"),
            (20, 20, "一年100万元以上，不到300万元"),
            (15, 15, "一年50万元以上，不到100万元"),
        ]),
        ("社会效益", 10, [
            (8, 10, "安全、环保或劳动强度有大的改善"),
            (5, 7, "有明显的改善"),
            (1, 4, "有一些改善"),
        ]),
        ("成熟程度", 10, [
            (8, 10, "已经连续使用一年以上"),
            (5, 7, "已经使用，三个月以上没有反复"),
            (1, 4, "刚做出样机或正在试用"),
        ]),
        ("应用情况", 10, [
            (8, 10, "别的单位也用上了"),
            (5, 7, "几个车间用上了"),
            (1, 4, "只在一处使用"),
        ]),
    ],
}  # fmt: skip


def add_rubrics(apps, schema_editor):
    rubrics, criteria, anchors = (
        apps.get_model("workshops", name).objects for name in ("Rubric", "Criterion", "Anchor")
    )
    for name, parts in RUBRICS.items():
        rubric, is_new = rubrics.get_or_create(enterprise=None, name=name, version=1)
        if not is_new:
            continue
        for place, (criterion, points, bands) in enumerate(parts, 1):
            row = criteria.create(rubric=rubric, name=criterion, points=points, place=place)
            for first, last, words in bands:
                anchors.create(criterion=row, points_from=first, points_to=last, words=words)


# Rubric D: the points of a month. Whoever has 18 or more gets the first prize, and so on.
MONTHLY = "月度积分评分表"
BANDS = (
    (18, 100, "一等：当月积分18分以上，奖励1500元"),
    (15, 17, "二等：15分以上，不到18分，奖励1000元"),
    (13, 14, "三等：13分以上，不到15分，奖励500元"),
    (0, 12, "不评等：不到13分"),
)


def add_monthly_rubric(apps, schema_editor):
    rubrics, criteria, anchors = (
        apps.get_model("workshops", name).objects for name in ("Rubric", "Criterion", "Anchor")
    )
    rubric, is_new = rubrics.get_or_create(enterprise=None, name=MONTHLY, version=1)
    if is_new:
        criterion = criteria.create(rubric=rubric, name="当月积分", points=100, place=1)
        for first, last, words in BANDS:
            anchors.create(criterion=criterion, points_from=first, points_to=last, words=words)


# Kinds of enterprises to begin with, and the guidance that fits them; staff keep the list from then on.
KINDS_OF_ENTERPRISES = {
    "大型企业": [
        "把劳模、工匠、产学研三类工作室纳入一个联盟，统一年度计划",
        "组织跨车间联合攻关，难题在联盟内张榜",
        "企业工会牵头，每季度对一次台账",
    ],
    "小微企业": [
        "先从一名带头人、一个攻关题目做起",
        "借用联盟的实训场地和师傅，不另建",
        "合理化建议用一张海报收齐，七天内答复",
    ],
    "非公有制企业": [
        "和经营者讲清投入产出，先做见效快的题目",
        "工会经费和区级补助的申请办法当面讲一遍",
        "奖励办法写成文件，职工看得见",
    ],
    "新就业形态企业": [
        "通过站点和班组建小组，不强求固定场所",
        "安全体验和技能培训安排在职工歇班的时段",
        "协议、入会和维权服务的办法当面讲一遍",
    ],
}


def add_kinds_of_enterprises(apps, schema_editor):
    kinds = apps.get_model("workshops", "EnterpriseKind").objects
    points = apps.get_model("workshops", "GuidancePoint").objects
    for place, (name, guidance) in enumerate(KINDS_OF_ENTERPRISES.items(), 1):
        kind, _new = kinds.get_or_create(name=name, defaults={"place": place})
        for number, words in enumerate(guidance, 1):
            points.get_or_create(kind=kind, words=words, defaults={"place": number})


# As the All-China Federation words them; an enterprise may have words of its own, such as 小改造.
FIVE_SMALL = [
    ("小发明", "invention"),
    ("小创造", "creation"),
    ("小革新", "renovation"),
    ("小设计", "design"),
    ("小建议", "suggestion"),
]


def add_five_small(apps, schema_editor):
    kinds = apps.get_model("workshops", "FiveSmallKind").objects
    for place, (name, national) in enumerate(FIVE_SMALL, start=1):
        kinds.get_or_create(enterprise=None, name=name, defaults={"national": national, "place": place})


def keep_memberships(apps, schema_editor):
    """What a workshop belonged to, it belongs to since it was founded, as far as anybody knows."""
    Workshop, Membership = (apps.get_model("workshops", name) for name in ("Workshop", "AllianceMembership"))
    today = timezone.localdate()
    Membership.objects.bulk_create(
        Membership(alliance_id=alliance, workshop_id=workshop, joined_on=min(founded_on or today, today))
        for workshop, alliance, founded_on in Workshop.objects.exclude(alliance=None)
        .exclude(pk__in=Membership.objects.values("workshop"))
        .order_by("pk")
        .values_list("pk", "alliance", "founded_on")
    )


def put_back(apps, schema_editor):
    """Of several alliances the one that was joined last is kept."""
    Workshop, Membership = (apps.get_model("workshops", name) for name in ("Workshop", "AllianceMembership"))
    for workshop, alliance in (
        Membership.objects.filter(left_on=None).order_by("joined_on", "pk").values_list("workshop", "alliance")
    ):
        Workshop.objects.filter(pk=workshop).update(alliance=alliance)


class Migration(migrations.Migration):
    replaces = [("workshops", "0013_award_rounds")]
    dependencies = [("workshops", "0003_since_0_1")]
    operations = [
        migrations.RunPython(add_rubrics, migrations.RunPython.noop),
        migrations.RunPython(add_monthly_rubric, migrations.RunPython.noop),
        migrations.RunPython(add_kinds_of_enterprises, migrations.RunPython.noop),
        migrations.RunPython(add_five_small, migrations.RunPython.noop),
        migrations.RunPython(keep_memberships, put_back),
        migrations.RemoveField("historicalworkshop", "alliance"),
        migrations.RemoveField("workshop", "alliance"),
    ]

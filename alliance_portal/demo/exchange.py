"""What people and workshops of the demo know: the catalogue, who may be asked, requests for help, shared documents."""

import datetime as dt

from django.utils import timezone

from members import services as member_services
from members.models import Speciality
from workshops import services
from workshops.services import documents, help

from . import papers, tables
from .accounts import account_of

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
LINES = {
    "pdf": [
        "一、准备：停机、断气、挂牌，戴好护目镜和手套。",
        "二、检查：看端面直径和烧损情况，量一量，记在卡上。",
        "三、动作：按图示角度修，修一下、转一下、看一下。",
        "四、确认：试焊三点，撕开看焊核，合格再恢复生产。",
        "五、记录：写下时间、次数和异常，交给下一班。",
        "演示资料，数值仅供示意。",
    ],
    "xlsx": ["项目|推荐值|说明", "进给量|0.08|精铣取小值", "悬伸|3倍径以内|防振纹", "冷却|足量|对准刀尖"],
    "docx": ["1. 预热到规定温度，用测温笔确认。", "2. 层间温度不超过上限，超了就等。", "3. 每道焊完清渣、拍照、签名。"],
    "jpg": [],
}


def fill_catalogue(workshops, *, by):
    """Enter the specialities and what each workshop is found by; return {name: Speciality}."""
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    known, of_workshops = {}, {}
    for row in tables.rows("specialities"):
        words = {"name": row["name"], "other_words": row["other_words"]}
        known[row["name"]] = Speciality.objects.create(**words)
        for slug in row["workshops"].split():
            of_workshops.setdefault(slug, []).append(known[row["name"]])
    for slug, specialities in of_workshops.items():
        services.keep_specialities(by_slug[slug], specialities, by=by)
    return known


def know_each_other(teams, known, now):
    """Let people say what they are good at, and most of them that they may be asked."""
    for row in tables.rows("helpers"):
        person = teams[row["code"], row["team"]][int(row["place"])]
        user = account_of(person)
        member_services.keep_specialities(person, [known[name] for name in row["specialities"].split()], by=user)
        if row["willing"] == "yes":
            member_services.give_consent("help", by=user, occurred_at=now - 40 * DAY)


def ask_around(workshops, teams, known, now):
    """A few requests for help, one at least in each state."""
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    for row in tables.rows("help"):
        asked_at = now - int(row["days"]) * DAY
        whom = {"workshop": by_slug[row["workshop"]]} if row["workshop"] else {"helper": _person(teams, row["helper"])}
        facts = {"about": row["about"], "speciality": known[row["speciality"]], "occurred_at": asked_at}
        if "helper" in whom:
            account_of(whom["helper"])
        request = help.ask(by=account_of(_person(teams, row["asker"])), **whom, **facts)
        STORIES[row["state"]](request, row, teams, asked_at)


def _person(teams, place):
    code, team, number = place.split("/")
    return teams[code, team][int(number)]


def _answerer(request, teams):
    """Who answers: the asked person, or the leader of the asked workshop."""
    if request.helper:
        return request.helper.user
    return request.workshop.memberships.select_related("person__user").get(role="leader").person.user


def _left(request, row, teams, asked_at):
    """Nobody has answered yet."""


def _taken_up(request, row, teams, asked_at):
    help.take_up(request, by=_answerer(request, teams), note=row["answer"], occurred_at=asked_at + 5 * HOUR)
    if row["state"] == "taken_up":
        help.write(request, by=request.asker.user, text=row["last"], occurred_at=asked_at + 30 * HOUR)


def _solved(request, row, teams, asked_at):
    _taken_up(request, row, teams, asked_at)
    help.solve(request, by=request.asker.user, note=row["last"], occurred_at=asked_at + 3 * DAY)


def _passed_on(request, row, teams, asked_at):
    to, when = _person(teams, row["to"]), asked_at + 3 * DAY
    help.pass_on(request, by=request.helper.user, to=to, note=row["answer"], occurred_at=when)


def _declined(request, row, teams, asked_at):
    help.decline(request, by=request.helper.user, note=row["answer"], occurred_at=asked_at + DAY)


def _withdrawn(request, row, teams, asked_at):
    help.withdraw(request, by=request.asker.user, occurred_at=asked_at + DAY)


STORIES = {
    "asked": _left,
    "late": _left,
    "taken_up": _taken_up,
    "solved": _solved,
    "passed_on": _passed_on,
    "declined": _declined,
    "withdrawn": _withdrawn,
}


def share_documents(workshops, known, desk, now):
    """Documents for everybody, for the alliance and for one enterprise; one is a draft and one was withdrawn."""
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    for row in tables.rows("documents"):
        workshop = by_slug[row["workshop"]]
        officer = desk[workshop.enterprise.code, "officer"]
        _share(row, workshop, known, officer, now - int(row["days"]) * DAY)


def _share(row, workshop, known, officer, when):
    fields = ("kind", "visibility", "title", "applicability", "credit")
    specialities = [known[name] for name in row["specialities"].split()]
    facts = {"by": officer, "workshops": [workshop], "specialities": specialities, "credit_agreed": True}
    made = documents.create(occurred_at=when, **facts, **{name: row[name] for name in fields})
    files = row["files"].split()
    _upload(made, row, files, officer, when + HOUR)
    if row["state"] != "draft":
        documents.publish(made, by=officer, occurred_at=when + 2 * HOUR)
    if row["changes"]:
        _upload(made, row, files, officer, when + 40 * DAY, changes=row["changes"])
    for _n in range(int(row["downloads"])):
        documents.count_download(made)
    if row["state"] == "withdrawn":
        documents.withdraw(made, by=officer, reason=row["reason"], occurred_at=when + 100 * DAY)


def _upload(made, row, files, officer, when, changes=""):
    attachments = [papers.attachment(name, row["title"], LINES[name.rpartition(".")[2]]) for name in files]
    documents.add_version(made, by=officer, attachments=attachments, changes=changes, occurred_at=when)


def make_exchange(workshops, teams, desk, *, by, now=None):
    """All of it."""
    now = now or timezone.now()
    known = fill_catalogue(workshops, by=by)
    know_each_other(teams, known, now)
    ask_around(workshops, teams, known, now)
    share_documents(workshops, known, desk, now)

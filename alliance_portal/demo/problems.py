"""Problems of the demo: one came of an idea and is being worked on, one is open, one solved, one unclaimed."""

import datetime as dt
import uuid

from django.utils import timezone

from members.models import Speciality
from suggestions import services as suggestions
from workshops.services import problems as services

from .accounts import account_of

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
OPEN = {
    "title": "主轴箱夏天温升高，精度跑0.02",
    "description": "室温超过32度时，连续铣两小时主轴箱温升22度，Z向热伸长0.02，只好停机等凉。换过油，效果不大。",
    "current_value": "温升22度，热伸长0.02毫米",
    "target_value": "温升12度以内，热伸长0.008毫米以内",
    "reward": "10000元",
    "ownership": "joint",
}
SOLVED = {
    "title": "厚板坡口切割挂渣，打磨费工",
    "description": "40毫米以上的坡口切完挂渣，一个构件打磨要两小时，还容易伤坡口。",
    "current_value": "每件打磨2小时",
    "target_value": "每件打磨20分钟以内",
    "reward": "6000元",
    "ownership": "solver",
}
UNCLAIMED = {
    "title": "大件翻身没有专用吊具",
    "description": "床身翻身靠两台行车配合，一次四十分钟，绳位全凭经验。",
    "current_value": "每次40分钟",
    "target_value": "每次15分钟以内，一台行车完成",
    "reward": "",
    "ownership": "poster",
}
PLANS = {
    "cj-welding": "先在样件上比三种脉冲波形，定工艺窗口；再把我们厂的激光跟踪头装上，调焊枪姿态，编成作业指导书。",
    "cf-repair": "改夹具压紧点，先把板缝控制在0.3以内，再看气孔。",
    "cf-power": "主轴箱加油冷循环，油温闭环控制，我们做过动力总成的冷却台。",
    "jc-milling": "把我们的铣坡口刀盘改成随动的，切完一遍带掉挂渣，刀片用边角料重磨。",
}
KEYS = uuid.UUID("6f1c3f0e-5d2a-4a7e-9b57-0c1d2e3f4a5b")
IDEA = {
    "title": "铝板侧围焊缝气孔多",
    "problem": "铝板侧围焊缝气孔多，一台要补焊七八处。",
    "idea": "能不能上激光跟踪，焊枪自己找缝。",
    "expected_effect": "少补焊，质量稳。",
    "category": "quality",
}
ANSWER = (
    "谢谢您，这个难题焊装也头疼。厂里没有激光跟踪设备，也没人会调，单靠本厂做不了，"
    "我们转到联盟张榜，请各家工作室一起攻。"
)
BID_AT, CHOSEN_AT = -60, -55


def pose(enterprises, workshops, teams, desk, staff, now):
    """All of them; days are counted from now."""
    board = Board({workshop.slug: workshop for workshop in workshops.values()}, enterprises, desk, staff, now)
    board.work_on(forward(teams["CF", "焊装二班"][2], desk["CF", "reviewer"], now))
    board.leave_open()
    board.solve()
    board.leave_unclaimed()


def forward(author, reviewer, now):
    """An idea that its enterprise cannot carry out alone; the problem it became."""
    facts = {"by": account_of(author), "key": uuid.uuid5(KEYS, "forwarded"), "occurred_at": now - 79 * DAY}
    sent = suggestions.submit(**facts, **IDEA)
    return suggestions.forward(sent, by=reviewer, reason=ANSWER, occurred_at=now - 77 * DAY).forwarded_to


class Board:
    """Who does what on which day."""

    def __init__(self, workshops, enterprises, desk, staff, now):
        self.workshops, self.enterprises, self.desk = workshops, enterprises, desk
        self.staff, self.now = staff, now

    def at(self, days, hours=0):
        return self.now + days * DAY + hours * HOUR

    def day(self, days):
        return timezone.localdate(self.at(days))

    def officer(self, code):
        return self.desk[code, "officer"]

    def work_on(self, problem):
        """Two workshops bid, the one of the shipyard is chosen, and the first milestone is reached."""
        officer = self.officer("CF")
        words = {"current_value": "每台7—8处", "target_value": "每台1处以内", "reward": "8000元"}
        words |= {"contact": "工会办公室", "workshop": self.workshops["cf-welding"]}
        known = Speciality.objects.filter(name__in=["弧焊", "机器人示教"])
        days = {"bids_until": self.day(CHOSEN_AT - 1), "due_on": self.day(45)}
        facts = {"visibility": "public", "specialities": known, "occurred_at": self.at(-72), **words, **days}
        self._open(services.change(problem, by=officer, **facts), officer, -71)
        self._bid(problem, "cf-repair", BID_AT, 40)
        self._work(problem, "cj-welding", officer, CHOSEN_AT, promised=38)

    def _work(self, problem, slug, officer, chosen, *, promised):
        bid = self._bid(problem, slug, chosen - 3, promised)
        team = bid.offered_by
        facts = {"reason": "有设备，也做过同类的活。", "occurred_at": self.at(chosen)}
        services.choose(problem, by=officer, bid=bid, **facts)
        first = self._plan(problem, team, "样件试验完成，定下工艺参数", chosen + 25)
        self._plan(problem, team, "小批试用，编出作业指导书", chosen + 65)
        services.sign(problem, by=officer, signed_on=self.day(chosen + 4), occurred_at=self.at(chosen + 4))
        self._reach(first, team, officer, chosen + 24)

    def _plan(self, problem, by, title, days):
        at = {"occurred_at": problem.claimed_at or self.at(CHOSEN_AT, 2)}
        return services.plan(problem, by=by, title=title, due_on=self.day(days), **at)

    def _reach(self, milestone, team, officer, days):
        services.report(
            milestone, by=team, text="做了30件样件，指标都在范围内，数据在试验记录里。", occurred_at=self.at(days)
        )
        found = {"reached": True, "finding": "看了样件和记录，属实。"}
        services.check(milestone, by=officer, occurred_at=self.at(days + 2), **found)

    def leave_open(self):
        days = {"bids_until": self.day(14), "due_on": self.day(120)}
        problem = self._post("JC", OPEN, -9, ["机器人示教"], **days)
        self._bid(problem, "cf-power", -2, 110)

    def solve(self):
        """Solved by a workshop of another enterprise; the reward has been paid."""
        days = {"bids_until": self.day(-141), "due_on": self.day(-60)}
        problem, officer = self._post("CJ", SOLVED, -160, ["厚板焊接"], **days), self.officer("CJ")
        self._work(problem, "jc-milling", officer, -140, promised=-65)
        second, team = problem.milestones.get(passed_at=None), self.officer("JC")
        self._reach(second, team, officer, -92)
        services.deliver(problem, by=team, text="刀盘两套、图纸和作业指导书已交切割班。", occurred_at=self.at(-85))
        words = {
            "minutes": "切割班用了两周，抽查20件，打磨都在20分钟以内，同意验收。",
            "reached_value": "每件打磨12分钟",
        }
        services.accept(problem, by=officer, occurred_at=self.at(-70), **words)
        paid = {"paid_on": self.day(-62), "receipt": "转账单CJ-0217"}
        services.pay(problem, by=officer, occurred_at=self.at(-62), **paid)

    def leave_unclaimed(self):
        days = {"bids_until": self.day(-40), "due_on": self.day(60)}
        problem = self._post("JC", UNCLAIMED, -75, [], **days)
        why = "到期没有工作室揭榜。写清绳位和起重量以后再发一次。"
        services.declare_unclaimed(problem, by=self.officer("JC"), reason=why, occurred_at=self.at(-38))

    def _post(self, code, words, days, specialities, **more):
        officer, known = self.officer(code), Speciality.objects.filter(name__in=specialities)
        facts = {"visibility": "public", "contact": "工会办公室", "specialities": known, **words, **more}
        problem = services.write(by=officer, enterprise=self.enterprises[code], occurred_at=self.at(days - 2), **facts)
        return self._open(problem, officer, days)

    def _open(self, problem, officer, days):
        services.hand_in(problem, by=officer, occurred_at=self.at(days, -6))
        return services.put_on_board(problem, by=self.staff, occurred_at=self.at(days))

    def _bid(self, problem, slug, days, promised):
        workshop = self.workshops[slug]
        held = workshop.memberships.current().for_list().filter(person__enterprise=workshop.enterprise)[:3]
        does = ("主持，定方案", "试验和记录", "工装制作")
        team = [{"person": one.person, "does": what} for one, what in zip(held, does, strict=False)]
        facts = {"plan": PLANS[slug], "promised_on": self.day(promised), "team": team, "occurred_at": self.at(days)}
        return services.bid(problem, by=self.officer(workshop.enterprise.code), workshop=workshop, **facts)

"""One enterprise with one object of each kind: what the table of access asks for."""

import datetime as dt
import uuid

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from alliance_portal import outbox
from alliance_portal.files import read_picture
from members import notifications
from members.models import ChatRobot, ImportBatch, Notice
from members.notifications.tokens import mailbox_token, stop_token
from suggestions import services
from suggestions.models import Photo, Sentence, Writer
from tests import (
    access_accounts,
    access_afterwards,
    access_boards,
    access_district,
    access_figures,
    access_joint_work,
    access_mentoring,
    access_personal,
    access_reports,
    access_sessions,
    access_skills,
    access_training,
    access_voices,
)
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    BoardFactory,
    SpecialityFactory,
    SuggestionFactory,
    WorkshopFactory,
    picture,
    willing,
)
from tests.suggestions import panels, rewarding
from tests.workshops import alliances, asking, helping, plating, sharing, visiting
from tests.workshops.booking import VenueFactory, booked
from workshops import services as workshop_services
from workshops.services import venues as venue_services

GALLERY = ["improvement", "improvement-public"]
REWARDED = (rewarding.proposed, rewarding.approved)
ROLES = ["visitor", "worker", "owner", "reviewer", "finance", "officer", "leader", "stranger", "staff"]
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123"
# Pages about a task that is open, and about one that is done.
ON_THE_WAY = ["plan", "hand-over", "trial", "before"]
ONCE_DONE = ["pair", "claim-benefit", "quota", "recheck", "make-result"]


class World:
    """One object of each kind in the enterprise of the story, and what to put into an address."""

    def __init__(self, cast, strangers, staff):
        self.users = {role: getattr(cast, role, None) for role in ROLES} | {
            "stranger": strangers.reviewer,
            "staff": staff,
        }
        shared = {"department": cast.team, "by": cast.worker.person}
        self.waiting = SuggestionFactory(**shared)
        self.late = SuggestionFactory(received_at=timezone.now() - dt.timedelta(days=9), **shared)
        self.asked = services.ask(SuggestionFactory(**shared), by=cast.reviewer, question="几号工位？")
        self.done = self._done(cast, SuggestionFactory(**shared))
        services.give_consent(self.done, by=cast.worker, audience="enterprise")
        self.reported = self._reported(cast, SuggestionFactory(**shared))
        self.board = BoardFactory(enterprise=cast.enterprise)
        self.sentence = Sentence.objects.create(enterprise=cast.enterprise, decision="ask", text="请问是几号工位？")
        self.workshop = WorkshopFactory(enterprise=cast.enterprise)
        self.alliance = AllianceFactory(slug="welding")
        self.agreed = self._agreed(cast, staff)
        outbox.put(outbox.Letter("answer", "wang@example.org", "有回音了", "您的建议已采纳。"))
        batch = {"enterprise": cast.enterprise, "kind": ImportBatch.Kind.ROSTER, "uploaded_by": staff}
        self.previewed = ImportBatch.objects.create(file_name="花名册.xlsx", **batch)
        self.imported = ImportBatch.objects.create(file_name="旧花名册.xlsx", state="committed", **batch)
        paper = {"enterprise": cast.enterprise, "kind": ImportBatch.Kind.PAPER, "uploaded_by": cast.officer}
        self.slips = ImportBatch.objects.create(file_name="意见箱.xlsx", **paper)
        self.brought = ImportBatch.objects.create(file_name="旧意见箱.xlsx", state="committed", **paper)
        self.poster = services.hang_poster(by=cast.officer, department=cast.team)
        self.hidden = SuggestionFactory(name_hidden=True, **shared)
        why = {"reason": "现在停线装不了。", "decline_reason": "cost", "would_change": "大修时"}
        self.refused = services.decline(SuggestionFactory(**shared), by=cast.reviewer, **why)
        self.notice = Notice.objects.filter(user=cast.worker).first()
        notifications.ask_for_mailbox(cast.worker, "wang@example.org")
        self.robot = ChatRobot.objects.create(enterprise=cast.enterprise, name="车间群", service="wecom", address=ROBOT)
        self.draft = self._draft(cast)
        again = SuggestionFactory(**shared)
        self.merged = services.merge(again, by=cast.reviewer, into=self.done, reason="已经做了")
        self.adopted = self._adopted(cast, SuggestionFactory(**shared))
        self.judged = panels.called(cast).suggestion
        self.meeting = services.plan_meeting(
            by=cast.reviewer, enterprise=cast.enterprise, title="评审会", held_on=panels.today()
        )
        self.listed = services.put_on_list(self.meeting, SuggestionFactory(**shared), by=cast.reviewer).suggestion
        self.samples = {
            "number": self.waiting.number,
            "token": self.board.token,
            "slug": self.workshop.slug,
            "code": "en",
            "size": "small",
            "uidb36": "zz",
            "key": "nobody-set-password",
            "work_number": cast.colleague.person.work_number,
            "enterprise": cast.enterprise.code,
            "pk": self.previewed.pk,
        }
        self.special = {
            "suggestions:more": {"number": self.asked.number},
            "suggestions:confirm": {"number": self.reported.number},
            "suggestions:track": {"number": self.reported.number},
            "suggestions:benefit": {"number": self.done.number},
            "suggestions:nudge": {"number": self.late.number},
            "suggestions:urge": {"number": self.late.number},
            "suggestions:photo": {"pk": self.waiting_photo().pk},
            **{f"suggestions:{name}": {"number": self.done.number} for name in ("consent", "file", *GALLERY)},
            "suggestions:thanks-of": {"month": "2026-01"},
            "suggestions:draft-photo": {"pk": self.draft.photos.get().pk},
            "suggestions:draft-discard": {"key": self.draft.key},
            **{f"suggestions:{name}": {"number": self.adopted.number} for name in ON_THE_WAY},
            **{f"suggestions:{name}": {"number": self.done.number} for name in ONCE_DONE},
            "workshops:alliance": {"slug": self.alliance.slug},
            **self._visits(cast, staff),
            **self._venues(cast),
            **self.agreed,
            "admin:import-template": {"kind": ImportBatch.Kind.ROSTER},
            "admin:import-result": {"pk": self.imported.pk},
            "admin:import-undo": {"pk": self.imported.pk},
            "admin:import-refused": {"pk": self.imported.pk},
            "door": {"code": self.poster.code},
            "import-template": {"kind": ImportBatch.Kind.PAPER},
            "import-preview": {"pk": self.slips.pk},
            "import-result": {"pk": self.brought.pk},
            "import-undo": {"pk": self.brought.pk},
            "import-refused": {"pk": self.brought.pk},
            "import-commit": {"pk": self.slips.pk},
            "import-discard": {"pk": self.slips.pk},
            "suggestions:poster-stop": {"code": self.poster.code},
            "suggestions:show-name": {"number": self.hidden.number},
            "suggestions:unmerge": {"number": self.merged.number},
            **{f"suggestions:{name}": {"number": self.refused.number} for name in ("rate", "ask-again", "appeal")},
            **self._rewards(cast),
            **self._plates(cast, staff),
            **self._exchange(cast, self.workshop),
            **access_district.checked(cast, staff),
            **access_district.figures(self.workshop, self.alliance),
            **access_joint_work.problems(cast, staff),
            **access_joint_work.awards(cast, strangers, staff),
            **access_joint_work.results(cast, strangers),
            "suggestions:panel": {"number": self.judged.number},
            **{
                f"suggestions:{name}": {"pk": self.meeting.pk, "number": self.listed.number}
                for name in (
                    "meeting",
                    "meeting-publish",
                    "meeting-paper",
                    "meeting-show",
                    "meeting-show-one",
                    "meeting-item",
                )
            },
            **self._requirements(staff),
            **access_joint_work.honours(cast),
            **access_mentoring.mentorships(cast),
            **access_afterwards.afterwards_of(cast),
            **access_voices.voices(cast, staff),
            **access_accounts.accounts(cast),
            **access_skills.certificates(cast),
            **access_personal.personal(cast),
            **access_training.doors(cast),
            **access_sessions.calendar(cast),
            **access_reports.reports(cast),
            **access_boards.boards(self.board, self.done),
            **access_figures.figures(cast),
            "members:head": {"pk": cast.team.pk},
            "members:notice": {"pk": self.notice.pk},
            **{f"members:{name}": {"pk": self.robot.pk} for name in ("robot", "robot_try", "robot_remove")},
            "members:mailbox_confirmed": {"token": mailbox_token(cast.worker, "wang@example.org")},
            "members:mail_stopped": {"token": stop_token(cast.worker)},
            "suggestions:sentence": {"pk": self.sentence.pk},
            "members:access": {"number": cast.colleague.person.work_number},
            "members:access-link": {"number": cast.colleague.person.work_number},
        }

    @staticmethod
    def _visits(cast, staff):
        """A visit that the enterprise reads, with a promise that is open."""
        visit = visiting.shared(cast.enterprise, staff)
        promise = {"pk": visit.pk, "number": visiting.the_promise(visit).pk}
        pages = {name: {"pk": visit.pk} for name in ("workshops:visit", "admin:visit-sheet")}
        return pages | {"workshops:promise": promise, "admin:visit-step": {"pk": visit.pk, "code": "note"}}

    @staticmethod
    def _venues(cast):
        """A venue of the enterprise with a photo, for everybody of the district, that the worker has booked."""
        venue = VenueFactory(enterprise=cast.enterprise, slug="safety")
        venue_services.change_photo(venue, read_picture(picture()), by=cast.officer)
        booking = {"pk": booked(venue, cast.worker).pk}
        of_venue = ("venue", "venue-photo", "book", "desk-venue", "desk-venue-out", "desk-venue-in")
        of_booking = ("my-booking", "booking-cancel", "desk-booking")
        return {
            **{f"workshops:{name}": {"slug": venue.slug} for name in of_venue},
            **{f"workshops:{name}": booking for name in of_booking},
            "booking-ics": booking,
        }

    @staticmethod
    def _rewards(cast):
        """A reward at each of its steps, of an idea of the worker."""
        reserved = [
            SuggestionFactory(department=cast.team, by=cast.worker.person, status="reserved") for _n in range(5)
        ]
        proposed, approved = (stage(cast, one) for stage, one in zip(REWARDED, reserved, strict=False))
        sent, paid = rewarding.sent(cast, reserved[2]), rewarding.paid(cast, reserved[3])
        later = timezone.localdate() + dt.timedelta(days=1)
        rule = services.rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=later, grades=rewarding.TABLE)
        steps = {"approve": proposed, "reject": proposed, "withdraw": approved}
        steps |= {"give-back": rewarding.the_reward(sent), "take-back": rewarding.the_reward(paid)}
        return {
            **{f"suggestions:reward-{step}": {"number": reward.number} for step, reward in steps.items()},
            "suggestions:reward": {"number": proposed.suggestion.number},
            "suggestions:reward-propose": {"number": reserved[4].number},
            "suggestions:reward-receive": {"number": reserved[3].number},
            "suggestions:reward-rule": {"pk": rule.pk},
            **{f"suggestions:reward-batch{part}": {"number": sent.number} for part in ("", "-file")},
            "suggestions:reward-share": {"number": sent.number, "pk": rewarding.share_of(sent, cast.worker).pk},
        }

    def _requirements(self, staff):
        """A report with its request, one that was merged and not sent, and a file that was given as an answer."""
        due, held, draft, entry = asking.standing(self.workshop, staff)
        report = {"pk": due.requirement.pk, "month": f"{due.period.first:%Y-%m}"}
        answer = {"pk": held.pk, "slug": self.workshop.slug}
        drafts = ("radar-change", "radar-send", "radar-give-up")
        return {
            **{f"workshops:{name}": answer for name in ("request", "request-answer", "request-reopen")},
            **{f"workshops:requirement-{name}": report for name in ("table", "workbook", "paper", "form")},
            "workshops:proof": {"pk": entry.pk},
            **{f"admin:{name}": {"pk": held.pk} for name in ("radar-request", "radar-withdraw")},
            **{f"admin:{name}": {"pk": draft.pk} for name in drafts},
        }

    def _plates(self, cast, staff):
        """A plate at each of its steps, with its document; what is said of readiness, and found on the spot."""
        hung, wish = plating.hung(self.workshop, staff), plating.wished(self.workshop, cast.officer)
        applied, reviewed = plating.applied(self.workshop, cast.officer), plating.under_review(self.workshop, staff)
        joined = workshop_services.join(self.workshop, by=staff, person=cast.colleague.person)
        said = {"heading": "rules", "state": "there", "documents": [plating.document()]}
        evidence = workshop_services.readiness.say(self.workshop, by=staff, **said).evidence.get()
        document = plating.with_document(hung, staff)
        steps = {"": hung, "-edit": hung, "-document-new": hung, "-review": hung, "-revoke": hung, "-apply": wish}
        steps |= {"-give-up": wish, "-grant": applied, "-send-back": applied, "-conclude": reviewed}
        files = {"plate-document": document, "plate-document-remove": document}
        files |= {"evidence": evidence, "evidence-remove": evidence}
        return {
            **{f"workshops:plate{step}": {"pk": plate.pk} for step, plate in steps.items()},
            **{f"workshops:{name}": {"pk": file.pk} for name, file in files.items()},
            "workshops:readiness-say": {"heading": "rules"},
            "workshops:acceptance": {"pk": plating.accepted(self.workshop, staff).pk},
            "workshops:member-end": {"pk": joined.pk},
        }

    @staticmethod
    def _exchange(cast, workshop):
        """The worker asks the owner, and is helped by the colleague; a document of the enterprise, and a draft."""
        willing(cast.owner, SpecialityFactory())
        asked, helped = helping.asked(cast.worker, cast.owner), helping.asked(cast.worker, cast.colleague)
        helping.services.take_up(helped, by=cast.colleague)
        shown, draft = (make(cast.officer, workshop, "enterprise") for make in (sharing.published, sharing.draft))
        steps = ("-request", "-write", "-take-up", "-pass-on", "-decline", "-withdraw")
        [file] = sharing.files_of(shown)
        return {
            "workshops:ask-person": {"code": helping.code_of(cast.colleague)},
            **{f"workshops:help{step}": {"code": asked.code} for step in steps},
            "workshops:help-solve": {"code": helped.code},
            **{f"workshops:document{step}": {"code": shown.code} for step in ("", "-change", "-version", "-withdraw")},
            **{f"workshops:document{step}": {"code": draft.code} for step in ("-publish", "-discard")},
            "workshops:document-file": {"code": shown.code, "file_code": file.code},
        }

    def _agreed(self, cast, staff):
        """An alliance with a member, an application, a term, a charter, and this year's plan with an item."""
        alliance, number = {"slug": self.alliance.slug}, {"number": 1}
        AllianceMembershipFactory(alliance=self.alliance, workshop=self.workshop)
        other = WorkshopFactory(enterprise=cast.enterprise)
        facts = {"by": cast.officer, "words": "想一起攻关。"}
        asked = workshop_services.applications.apply(self.alliance, other, **facts)
        term = alliances.term(self.alliance, "chair", -9, 9, outside_name="学院")
        paper = {"attachment": alliances.paper(), "summary": "轮值一年一换。", "valid_from": alliances.day(-9)}
        workshop_services.charters.add_charter(self.alliance, by=staff, **paper)
        plan = alliances.began(self.alliance, staff)
        alliances.item(plan, self.workshop, by=staff)
        done = alliances.finish(alliances.item(plan, self.workshop, by=staff), staff, attachment=alliances.paper())
        yearly = {**alliance, "year": plan.year}
        names = ("start", "carry", "close", "aim", "sheet", "export", "items", "item-new")
        steps = ("item", "item-change", "item-give-up", "item-reopen", "item-take-out")
        ending = ("leave", "rectify", "clear", "remove")
        held = self.workshop.alliance_memberships.get()
        return {
            "workshops:charter": alliance | number,
            **{f"workshops:{name}": alliance for name in ("keep", "charter-new", "term-new")},
            **{f"workshops:{name}": {**alliance, "pk": term.pk} for name in ("term", "term-end", "term-cancel")},
            **{f"workshops:application{part}": {"pk": asked.pk} for part in ("", "-withdraw")},
            **{f"workshops:membership-{name}": {"pk": held.pk} for name in ending},
            **{f"workshops:{name}": yearly for name in ("plan", "alliance-plan", *(f"plan-{one}" for one in names))},
            **{f"workshops:plan-{name}": yearly | number for name in steps},
            "workshops:plan-evidence": {**yearly, "number": 2, "pk": done.pk},
        }

    def waiting_photo(self):
        services.photos.attach(self.waiting, [read_picture(picture())], Photo.Kind.BEFORE)
        return self.waiting.photos.get()

    @staticmethod
    def _draft(cast):
        facts = {"by": Writer(user=cast.worker), "key": uuid.uuid4(), "client_id": uuid.uuid4()}
        return services.add_photo(picture=read_picture(picture()), **facts).draft

    @staticmethod
    def _adopted(cast, suggestion):
        facts = {"by": cast.reviewer, "reason": "装吊臂", "owner": cast.owner.person, "due_on": suggestion.due_on}
        return services.adopt(suggestion, **facts)

    def _reported(self, cast, suggestion):
        photos = [read_picture(picture())]
        return services.finish(self._adopted(cast, suggestion), by=cast.owner, note="装好了", photos=photos)

    def _done(self, cast, suggestion):
        return services.confirm(self._reported(cast, suggestion), by=cast.worker)

    def address(self, name, parameters):
        """The address of that name, with what stands behind its question mark (`?`) where the page asks for it."""
        asked = self.special.get(name, {}).get("?")
        return self._path(name, parameters) + (f"?{asked}" if asked else "")

    def _path(self, name, parameters):
        values = self.samples | self.special.get(name, {})
        if name.startswith("admin:") and "object_id" in parameters:
            values["object_id"] = self.first_of(name)
        if name == "admin:app_list":
            values["app_label"] = "members"
        if parameters and parameters[0] == 0:
            return reverse(name, args=[self.first_of(name), self.version_of(name)])
        return reverse(name, kwargs={key: values.get(key, 1) for key in parameters})

    def first_of(self, name):
        """The key of some row of the model an admin address is about."""
        row = self._row(name)
        return row.pk if row else 1

    def version_of(self, name):
        """The key of some entry in the history of that row."""
        row = self._row(name)
        version = row and hasattr(row, "history") and row.history.first()
        return version.pk if version else 1

    @staticmethod
    def _row(name):
        asked = name.removeprefix("admin:") + "_"
        models = [
            model for model in apps.get_models() if asked.startswith(model._meta.label_lower.replace(".", "_") + "_")
        ]
        return models[0]._base_manager.order_by("pk").first() if models else None

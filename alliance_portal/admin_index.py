"""The staff's first page: what waits today, each number with the list behind it."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.models import ImportBatch, Person
from suggestions.models import Suggestion
from workshops.models import Designation
from workshops.radar.catalogue import Catalogue
from workshops.radar.proposals import proposals

from .models import Feedback, News
from .requirements.views.radar import everything

MOST_ENTERPRISES = 6

# The admin's pages in the words of the work, most used first: (heading, models).
TASKS = (
    (
        gettext_lazy("Suggestions and answers"),
        (
            *("suggestion", "implementation", "panel", "ballot", "meeting", "envelope", "nameconsent", "board"),
            *("figureembed", "poster", "sentence", "synonymgroup"),
        ),
    ),
    (gettext_lazy("Figures compared and checked"), ("district", "flagcase", "spotcheck", "checklistitem")),
    (gettext_lazy("Rewards"), ("reward", "rewardbatch", "rewardrule")),
    (
        gettext_lazy("Workshops and alliances"),
        ("workshop", "designation", "acceptance", "alliance", "rubric", "criterion"),
    ),
    (gettext_lazy("Honours and the national round"), ("honour", "nationalentry")),
    (gettext_lazy("News, stories and what people say of the portal"), ("news", "story", "feedback")),
    (gettext_lazy("Award rounds"), ("awardround", "awardentry", "awardobjection")),
    (gettext_lazy("Visits and promises"), ("visit", "promise", "enterprisekind", "guidancepoint")),
    (gettext_lazy("Venues and bookings"), ("venue", "booking")),
    (gettext_lazy("What superiors ask"), ("mergedrequest", "requirement", "superior", "ownfact", "factentry")),
    (gettext_lazy("Report centre"), ("snapshot", "reportcolumn")),
    (gettext_lazy("Results and their use elsewhere"), ("result", "shareduse", "rollout", "fivesmallkind")),
    (gettext_lazy("Exchange and help"), ("document", "helprequest")),
    (
        gettext_lazy("Members, organs and plans of alliances"),
        ("allianceapplication", "alliancemembership", "organterm", "charter", "plan", "planitem"),
    ),
    (gettext_lazy("Training and activities"), ("session",)),
    (
        gettext_lazy("Enterprises and rosters"),
        ("enterprise", "department", "person", "speciality", "consent", "headcount"),
    ),
    (gettext_lazy("Accounts and roles"), ("user", "roleassignment", "joinapplication")),
    (gettext_lazy("Imported ledgers"), ("importbatch", "importrow")),
    (gettext_lazy("Messages"), ("outboxmessage",)),
    (gettext_lazy("Audit"), ("auditentry",)),
)


@dataclass(frozen=True)
class Counter:
    """One number of the day; `parts` are (label, number, url) of what it is made of."""

    label: str
    number: int
    url: str
    note: str = ""
    parts: tuple = ()
    is_task: bool = True

    @property
    def is_waiting(self):
        return self.is_task and self.number > 0


def todays_work(user):
    """The counters, most pressing first; a constant number of queries."""
    workshops = [_plates(user), _repeated(user)]
    voices = [_news(user), _remarks(user)]
    return [_overdue(user), _imports(user), _benefits(user), *workshops, *voices, _accounts(user), _recent(user)]


def _list(model, **query):
    return reverse(f"admin:{model}_changelist") + "?" + urlencode(query)


def _overdue(user):
    late = Suggestion.objects.visible_to(user).overdue(timezone.localdate()).order_by()
    by_enterprise = (
        late.values("enterprise", "enterprise__short_name").annotate(n=Count("pk")).order_by("-n", "enterprise")
    )
    rows = list(by_enterprise)
    parts = tuple(
        (row["enterprise__short_name"], row["n"], _suggestions("overdue", enterprise__id__exact=row["enterprise"]))
        for row in rows[:MOST_ENTERPRISES]
    )
    total = sum(row["n"] for row in rows)
    return Counter(_("Overdue answers"), total, _suggestions("overdue"), _("past the promised day"), parts)


def _suggestions(show, **query):
    return _list("suggestions_suggestion", show=show, **query)


def _imports(user):
    waiting = ImportBatch.objects.visible_to(user).filter(state=ImportBatch.State.PREVIEWED).count()
    url = reverse("admin:import-list")
    return Counter(_("Imports to confirm"), waiting, url, _("checked, not yet taken over"))


def _benefits(user):
    waiting = Suggestion.objects.visible_to(user).benefit_unverified().count()
    return Counter(_("Benefits to be verified"), waiting, _suggestions("benefit"), _("claimed, waiting for finance"))


def _repeated(user):
    offered = proposals(everything(user), timezone.localdate(), Catalogue())
    waiting = sum(not one.refused for one in offered)
    return Counter(_("Asked twice"), waiting, reverse("admin:radar"), _("could be asked as one"))


def _plates(user):
    plates = Designation.objects.visible_to(user)
    due, late = plates.review_due().count(), plates.rectification_late().count()
    parts = [(_("not put right in time"), late, _list("workshops_designation", state="late"))] if late else []
    url = _list("workshops_designation", state="due")
    return Counter(_("Plate reviews due"), due, url, _("within 90 days or late"), tuple(parts))


def _news(user):
    """What the front page shows of its own: whether there is anything new, still holds, and has not just ended."""
    now, news = timezone.now(), News.objects.visible_to(user)
    new, ended, unread = news.new(now).count(), news.ended_lately(now).count(), news.to_review(now).count()
    parts = [(_("new in two months"), new, _list("alliance_portal_news", look="new"))]
    if ended:
        parts.append((_("ended in the last 30 days"), ended, _list("alliance_portal_news", look="lately")))
    if unread:
        parts.append((_("policies to look through"), unread, _list("alliance_portal_news", look="review")))
    note = "" if new else _("nothing new for two months")
    url = _list("alliance_portal_news", look="after")
    return Counter(_("News to look after"), ended + unread, url, note, tuple(parts))


def _remarks(user):
    waiting = Feedback.objects.visible_to(user).waiting().count()
    url = _list("alliance_portal_feedback", state="waiting")
    return Counter(_("Remarks on the portal"), waiting, url, _("waiting for an answer"))


def _accounts(user):
    missing = Person.objects.visible_to(user).without_account().count()
    return Counter(_("People without an account"), missing, _list("members_person", account="no"), _("in service"))


def _recent(user):
    received = Suggestion.objects.visible_to(user).recent().count()
    return Counter(_("Received"), received, _suggestions("recent"), _("in the last 30 days"), is_task=False)


def in_task_words(app_list):
    """The admin's apps regrouped by task; a model that no task names stays at the end under its app."""
    models = {model["model"]._meta.model_name: model for app in app_list for model in app["models"]}
    if batch := models.get("importbatch"):
        # Ledgers come in by their own pages, not by a form.
        batch |= {"admin_url": reverse("admin:import-list"), "add_url": reverse("admin:import-upload")}
    if radar := models.get("mergedrequest"):
        # What was merged is read where it is merged.
        radar |= {"name": _("Requirement radar"), "admin_url": reverse("admin:radar"), "add_url": None}
    if reports := models.get("snapshot"):
        # Reports are drawn, frozen and signed by pages of their own.
        reports |= {"name": _("Draw and sign reports"), "admin_url": reverse("reports"), "add_url": None}
    if cases := models.get("flagcase"):
        # The comparison is a page of its own, and numbers to be checked are read with what was said to them.
        models["district"] = _page(gettext_lazy("Enterprises compared"), "district")
        cases |= {"admin_url": reverse("suggestions:flags"), "add_url": None}
    if checks := models.get("spotcheck"):
        # Planned, drawn and filled in by pages that fit a phone.
        checks |= {"admin_url": reverse("suggestions:spot-checks"), "add_url": reverse("suggestions:spot-check-new")}
    groups = [_group(name, [models.pop(each) for each in wanted if each in models]) for name, wanted in TASKS]
    rest = [{**app, "models": [model for model in app["models"] if model in models.values()]} for app in app_list]
    return [group for group in [*groups, *rest] if group["models"]]


def _page(name, view):
    """A page of the portal that stands among the models."""
    return {"name": name, "object_name": view, "admin_url": reverse(view), "add_url": None}


def _group(name, models):
    return {"name": name, "app_label": "", "app_url": "", "has_module_perms": True, "models": models}

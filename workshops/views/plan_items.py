"""One item of a plan: added, changed, reported on, given up."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliance_portal.attachments import hand_out

from ..forms.alliances import ReasonForm
from ..forms.fields import StepForm
from ..forms.plans import GiveUpForm, ItemForm, ProgressForm
from ..models import PlanProgress, Workshop
from ..permissions import plans as permissions
from ..services import plan_items as services
from .acting import carry_out, show_form
from .plans import plan_of
from .steps import Step


def _item(request, slug, year, number):
    return get_object_or_404(plan_of(request, slug, year).items.for_list(), number=number)


def _workshops(user, plan, item=None):
    """Members of the alliance and of what is nested in it; whoever is in charge already stays choosable."""
    members = Workshop.objects.visible_to(user).active().within(plan.alliance)
    held = Workshop.objects.visible_to(user).filter(plan_items=item.pk) if item else members.none()
    return (members | held.select_related(None)).distinct().select_related("enterprise").order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request, slug, year):
    """Add an item to a plan that is not closed."""
    plan = _editable(request, slug, year)
    form = ItemForm(request.POST or None, plan=plan, workshops=_workshops(request.user, plan))
    words = {"title": _("Add an item"), "button": _("Add the item")}
    words |= {"back": plan.get_absolute_url(), "back_label": plan}

    def perform(form):
        return services.add_item(plan, by=request.user, **form.facts)

    def done(made):
        return made.get_absolute_url(), _("The item is there now.")

    return _item_page(request, form, words, perform, done)


def _editable(request, slug, year):
    plan = plan_of(request, slug, year)
    if not permissions.can_edit_plan(request.user, plan):
        raise PermissionDenied
    return plan


def _item_page(request, form, words, perform, done):
    def show(form, status=200):
        return show_form(request, form, status=status, **words)

    if request.method != "POST":
        return show(form)
    return carry_out(request, form, perform, done=done, show=show)


@require_http_methods(["GET", "HEAD", "POST"])
def change_item(request, slug, year, number):
    """Change an item that is not finished."""
    plan = _editable(request, slug, year)
    item = _item(request, slug, year, number)
    form = ItemForm(request.POST or None, plan=plan, item=item, workshops=_workshops(request.user, plan, item))
    words = {"title": _("Change the item"), "button": _("Keep the change")}
    words |= {"back": item.get_absolute_url(), "back_label": item.goal}

    def perform(form):
        return services.change_item(item, by=request.user, **form.facts)

    return _item_page(request, form, words, perform, (item.get_absolute_url(), _("The item has been changed.")))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_item(request, slug, year, number):
    """An item with all that was reported of it; whoever is in charge reports here."""
    item = _item(request, slug, year, number)
    if request.method != "POST":
        return _show_item(request, item, ProgressForm(record=item))
    # Whoever is in charge is told why it does not fit now, and not turned away.
    if not permissions.is_in_charge(request.user, item):
        raise PermissionDenied
    form = ProgressForm(request.POST, request.FILES, record=item)
    done = (item.get_absolute_url(), _("Noted. Thank you."))
    return carry_out(
        request, form, lambda form: services.report(item, by=request.user, **form.facts), done=done,
        show=lambda form, status: _show_item(request, _item(request, slug, year, number), form, status),
    )  # fmt: skip


def _show_item(request, item, form, status=200):
    user = request.user
    may_report = permissions.can_report(user, item)
    may_edit = permissions.can_edit_plan(user, item.plan)
    context = {
        "item": item,
        "plan": item.plan,
        "progress": PlanProgress.objects.visible_to(user).filter(item=item).for_list(),
        "form": form if may_report else None,
        "refusals": form.non_field_errors() if form.is_bound and not may_report else [],
        "typed": form.data.get("note", "") if form.is_bound and not may_report else "",
        "may_change": may_edit and item.is_unfinished,
        "may_take_out": may_edit and item.plan.is_drafting and not item.carried_from_id,
        "may_give_up": permissions.can_give_up(user, item),
        "may_reopen": permissions.can_reopen(user, item),
        "following": getattr(item, "carried_to", None) if item.was_carried else None,
    }
    return render(request, "workshops/plans/item.html", context, status=status)


class ItemStep(Step):
    form_class = ReasonForm

    def find(self, slug, year, number):
        return _item(self.request, slug, year, number)

    def may_open(self, item):
        return permissions.can_edit_plan(self.user, item.plan)

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return self.record.get_absolute_url(), _("Back to the item")

    def words(self):
        facts = [(_("Goal"), self.record.goal), (_("Workshops in charge"), _names(self.record))]
        return {**self.saying, "facts": facts}


def _names(item):
    return str(_(", ")).join(str(one) for one in item.owners.all())


class GiveUp(ItemStep):
    form_class = GiveUpForm
    service = staticmethod(services.give_up)

    def fits(self, item):
        return permissions.can_give_up(self.user, item)

    def done(self, _result):
        return _("Given up. It stays in the list with its reason.")

    @property
    def saying(self):
        return {
            "title": _("Give this item up?"),
            "text": _("It stays in the plan and counts among all items. Whoever is in charge reads why."),
            "button": _("Give it up"),
            "too_late": _("Only an unfinished item of a plan in force is given up."),
            "danger": True,
        }


class Reopen(ItemStep):
    service = staticmethod(services.reopen)

    def fits(self, item):
        return permissions.can_reopen(self.user, item)

    def done(self, _result):
        return _("The item goes on.")

    @property
    def saying(self):
        return {
            "title": _("Open this item again?"),
            "text": _("For what was reported as done, or given up, by mistake. What was reported stays in the list."),
            "button": _("Open it again"),
            "too_late": _("This item goes on anyway."),
        }


class TakeOut(ItemStep):
    form_class = StepForm
    service = staticmethod(services.take_out)

    def fits(self, item):
        return item.plan.is_drafting and not item.carried_from_id

    def back(self):
        return self.record.plan.get_absolute_url(), _("Back to the plan")

    def done(self, _result):
        return _("Taken out of the draft.")

    @property
    def saying(self):
        return {
            "title": _("Take this item out of the draft?"),
            "text": _("It is gone then. Once the plan is in force, items are only given up with a reason."),
            "button": _("Take it out"),
            "too_late": _("The plan is in force: an item is given up with a reason, and stays in the list."),
            "danger": True,
        }


@require_safe
def evidence(request, slug, year, number, pk):
    """The file that shows what was reported."""
    item = _item(request, slug, year, number)
    shown = get_object_or_404(PlanProgress.objects.visible_to(request.user), item=item, pk=pk)
    return hand_out(shown.file, shown.file_name)

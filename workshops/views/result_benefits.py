"""Finance: what results bring in the own enterprise, those worked out here and those taken over from others."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.permissions import has_role

from .. import permissions, services
from ..forms.results import VerifyForm
from ..models import Result, SharedUse
from .shared_uses import use_of
from .steps import Step


@require_safe
def benefits(request):
    """What waits to be verified, and with `?show=verified` what has been."""
    if not permissions.can_see_result_benefits(request.user):
        raise PermissionDenied
    verified = request.GET.get("show") == "verified"
    own = Result.objects.visible_to(request.user).to_verify(request.user).for_list()
    taken = SharedUse.objects.visible_to(request.user).to_verify(request.user).for_list()
    context = {
        "verified": verified,
        "results": own.filter(verified_at__isnull=not verified).newest_first(),
        "uses": taken.filter(verified_at__isnull=not verified).newest_first(),
    }
    return render(request, "workshops/results/benefits.html", context)


class Verify(Step):
    form_class = VerifyForm

    def perform(self, form):
        return self.service(self.record, by=self.user, **form.facts)

    def back(self):
        return reverse("workshops:result-benefits"), _("Benefits of results")

    def done(self, _record):
        return _("Verified. What was claimed stays beside it.")

    def words(self):
        claimed = self.record.claimed_yuan
        facts = [(_("Result"), self.title), (_("Enterprise"), self.record.enterprise)]
        facts.append((_("Claimed"), "—" if claimed is None else f"¥{claimed:,.2f}"))
        facts.append((_("How it was reckoned"), self.record.reckoning or "—"))
        return {
            "title": _("Verify the benefit"),
            "text": _("Enter what holds. A later entry corrects it; both stay in the history."),
            "button": _("Verify it"),
            "facts": facts,
            "too_late": _("Somebody else has to verify this, or it is no longer in use."),
        }


class VerifyResult(Verify):
    service = staticmethod(services.benefits.verify_result)

    def find(self, number):
        return get_object_or_404(Result.objects.visible_to(self.user).for_list(), number=number)

    def may_open(self, result):
        return has_role(self.user, result.enterprise_id, "finance")

    def fits(self, result):
        return permissions.can_verify_result(self.user, result)

    @property
    def title(self):
        return str(self.record)


class VerifyUse(Verify):
    service = staticmethod(services.benefits.verify_use)

    def find(self, pk):
        return use_of(self.user, pk)

    def may_open(self, use):
        return has_role(self.user, use.enterprise_id, "finance")

    def fits(self, use):
        return permissions.can_verify_use(self.user, use)

    @property
    def title(self):
        return _("%(result)s, in use here") % {"result": self.record.result}

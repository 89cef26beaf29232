"""Honours for everybody: by year and level, one certificate to be checked or printed, and a person's own."""

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from alliance_portal.files import send

from .. import permissions
from ..models import Honour
from ..statistics import honours as figures


@login_not_required
@require_safe
def awards(request, year=None):
    """The honours of a year, the highest level first: that of the address, else the one that runs."""
    today = timezone.localdate()
    valid = Honour.objects.visible_to(request.user).valid_on(today)
    years = figures.years_of(valid)
    shown = year or today.year
    if year and year not in [one for one, _number in years]:
        raise Http404
    rows = valid.granted_in(shown).with_holders(request.user).highest_first()
    context = {
        "year": shown,
        "is_this_year": shown == today.year,
        "years": years,
        "levels": figures.by_level(rows),
        "number": len(rows),
    }
    return render(request, "workshops/honours/year.html", context)


@login_not_required
@require_safe
def photo(request, code):
    """The photo beside an honour, while its owner agrees."""
    honour = get_object_or_404(Honour.objects.visible_to(request.user).with_holders(request.user), code=code)
    if not honour.shows_photo:
        raise Http404
    # Asked for anew each time: what is taken back is gone with the next page.
    return send(honour.thumbnail, **{"Cache-Control": "private, no-store"})


@login_not_required
@require_safe
def verify(request, code):
    """Whether a certificate is true, for whoever has it in hand: valid, revoked, or not there."""
    rows = Honour.objects.visible_to(request.user).with_holders(request.user)
    honour = rows.filter(code=code).first()
    status = 200 if honour else 404
    return render(request, "workshops/honours/verify.html", {"honour": honour, "code": code}, status=status)


@require_safe
def mine(request):
    """My honours: where they stand, their papers, and whether I am named."""
    person = request.user.person_or_none
    if person is None:
        raise PermissionDenied
    held = Honour.objects.visible_to(request.user).held_by(request.user).with_holders(request.user)
    rows = list(held.prefetch_related("documents").order_by("-granted_on", "-pk"))
    for honour in rows:
        honour.may_print = permissions.can_print_certificate(request.user, honour)
    return render(request, "workshops/honours/mine.html", {"honours": rows, "is_named": person.is_named})


@require_safe
def certificate(request, code):
    """The certificate on A4 across, in full, with the address by which it is checked."""
    rows = Honour.objects.visible_to(request.user).in_full_for(request.user).with_holders(request.user)
    honour = get_object_or_404(rows, code=code)
    if not permissions.can_print_certificate(request.user, honour):
        raise PermissionDenied
    address = settings.BASE_URL + honour.get_absolute_url()
    context = {"honour": honour, "address": address, "qr": _drawn(address), "back": _back(request.user, honour)}
    return render(request, "workshops/honours/certificate.html", context)


def _drawn(address):
    code = segno.make(address, error="m", micro=False)
    return SafeString(code.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=1, light="#fff"))


def _back(user, honour):
    """Whether it was opened by its holder, who has no register to go back to."""
    return honour if permissions.can_see_honours(user) else None

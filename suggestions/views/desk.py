"""What the pages of owners and finance share: a list in tabs, and forms that notice when somebody was faster."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect

from alliance_portal import workflow

from ..filters import chosen_tab, count_tabs, kept

PAGE_SIZE = 20
CONFLICT = 409


def tabbed(request, queryset, tabs, *, narrowed=None):
    """The context of a list in tabs: `tabs` with their counts, the chosen `tab`, `page_obj`, `query`.

    `narrowed`: the rows of the chosen tab, in their order, where filters leave fewer of them.
    """
    counts = count_tabs(queryset, tabs)
    tab = chosen_tab(tabs, request.GET.get("tab"))
    if narrowed is None:
        rows = queryset.filter(tab.condition)
        paginator = Paginator(rows.order_by(*tab.order) if tab.order else rows, PAGE_SIZE)
        paginator.count = counts[tab.code]
    else:
        paginator = Paginator(narrowed, PAGE_SIZE)
    return {
        "tab": tab,
        "tabs": [{"tab": one, "count": counts[one.code]} for one in tabs],
        "page_obj": paginator.get_page(request.GET.get("page")),
        "query": kept(request.GET, ["tab"]),
    }


def latest_event(suggestion):
    return suggestion.events.select_related("actor__person").order_by("pk").last()


def said_already(latest, user, words):
    """Whether this person has just said the same: a second tap, not a second opinion."""
    return bool(latest and words and latest.actor_id == user.pk and latest.note.endswith(words))


def carry_out(request, form, perform, *, done, show):
    """Call `perform(form)` if the form is in order, and go where `done` says with its message.

    Otherwise `show(form, status, latest)` the page again: with the errors, or, when somebody was faster or the step no
    longer fits, with what happened meanwhile, everything typed, and the version that holds now.
    """
    address, message = done
    if not form.is_valid():
        return show(form, 200, None)
    try:
        perform(form)
    except (workflow.StaleError, workflow.TransitionError) as error:
        latest = latest_event(error.record)
        if not said_already(latest, request.user, form.words):
            form.data = form.data.copy()
            form.data["version"] = error.record.version
            return show(form, CONFLICT, latest)
    except workflow.WorkflowError as error:
        form.add_error(None, error.message)
        return show(form, CONFLICT, None)
    messages.success(request, message)
    return redirect(address)

"""What the pages of owners and finance share: a list in tabs, and forms that notice when somebody was faster."""

from django.contrib import messages
from django.shortcuts import redirect

from alliance_portal import keyset, workflow

from ..filters import chosen_tab, count_tabs, kept

PAGE_SIZE = 20
CONFLICT = 409


def tabbed(request, queryset, tabs, order, *, narrowed=None, **others):
    """The context of a list in tabs: `tabs` with their counts, the chosen `tab`, `page_obj`, `query`.

    `order` is that of tabs without one of their own; `narrowed`: the rows of the chosen tab and their order, where
    filters leave fewer of them. `others` are rows that are counted only, each for an entry of its name.
    """
    counts = count_tabs(queryset, tabs, **others)
    tab = chosen_tab(tabs, request.GET.get("tab"))
    rows, sorted_by = narrowed or (queryset.filter(tab.condition), tab.order or order)
    known = None if narrowed else counts[tab.code]
    return {
        "tab": tab,
        "tabs": [{"tab": one, "count": counts[one.code]} for one in tabs],
        "page_obj": keyset.page(request, rows, sorted_by, PAGE_SIZE, known=known),
        "query": kept(request.GET, ["tab"]),
        **{name: counts[name] for name in others},
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

"""Whose an entry is, in all the words that would tell a judge; none of them may be in what judges read."""

from ...models import Result, ResultMaker, Workshop, WorkshopMembership

HIDDEN = "×××"
SHORTEST = 2


def workshops_of(what):
    """The workshop itself, or those that worked a result out."""
    if not isinstance(what, Result):
        return [what]
    return list(Workshop.objects.filter(results=what).select_related("enterprise").order_by("pk"))


def makers_of(what):
    """Who made a result, in their order; a workshop has no makers."""
    if not isinstance(what, Result):
        return []
    return list(ResultMaker.objects.filter(result=what).select_related("person"))


def people_of(what):
    """Who belongs to these workshops today, and who made the result."""
    members = WorkshopMembership.objects.current().filter(workshop__in=workshops_of(what)).select_related("person")
    makers = [maker.person for maker in makers_of(what) if maker.person_id]
    return [*(membership.person for membership in members), *makers]


def telling_names(what):
    """Names of the enterprises, workshops and people, the longest first."""
    workshops = workshops_of(what)
    enterprises = {what.enterprise, *(workshop.enterprise for workshop in workshops)}
    names = {name for one in enterprises for name in (one.name, one.short_name)}
    names |= {workshop.name for workshop in workshops} | {person.name for person in people_of(what)}
    names |= {maker.outsider for maker in makers_of(what)} | {getattr(what, "number", "")}
    return sorted((name for name in names if len(name) >= SHORTEST), key=lambda name: (-len(name), name))


def named_in(text, what):
    """Which of them are in the text."""
    return [name for name in telling_names(what) if name in text]


def hide_names(text, names):
    """The text without them: somebody may have joined, or been renamed, since it was written."""
    for name in names:
        text = text.replace(name, HIDDEN)
    return text

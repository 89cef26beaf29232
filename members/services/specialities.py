"""Who is good at what, and the catalogue of it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ..models import Person, PersonSpeciality, Speciality
from .roster import check_there

# Whoever is good at everything is found for nothing.
MOST_SPECIALITIES = 10
LONGEST_WORDS = Speciality._meta.get_field("other_words").max_length


def keep_specialities(person, specialities, *, by):
    """Set what the person is good at; each change is kept with who made it. What is out of use is left alone.

    Raises WorkflowError for more than ten.
    """
    with transaction.atomic():
        check_there(Person.objects.select_for_update().get(pk=person.pk))
        wanted = {one.pk: one for one in specialities}
        if len(wanted) > MOST_SPECIALITIES:
            raise WorkflowError(_("At most %(most)d specialities: those you know best.") % {"most": MOST_SPECIALITIES})
        rows = {row.speciality_id: row for row in person.speciality_rows.filter(speciality__is_active=True)}
        for pk in rows.keys() - wanted.keys():
            rows[pk]._history_user = by
            rows[pk].delete()
        for pk in wanted.keys() - rows.keys():
            row = PersonSpeciality(person=person, speciality=wanted[pk])
            row._history_user = by
            row.save()


def merge_specialities(speciality, *, into, by):
    """Let one take the place of another, everywhere; what is merged is out of use, and its words find the other one.

    Returns the one that stays. Raises WorkflowError where the two do not fit.
    """
    with transaction.atomic():
        both = Speciality.objects.select_for_update().order_by("pk").in_bulk([speciality.pk, into.pk])
        old, new = both[speciality.pk], both[into.pk]
        if old == new or not new.is_active:
            raise WorkflowError(_("%(name)s cannot take its place: please choose one that is in use.") % {"name": new})
        words = "、".join(dict.fromkeys([*new.others, *(word for word in old.words if word != new.name)]))
        if len(words) > LONGEST_WORDS:
            raise WorkflowError(_("%(name)s has too many other words by then. Please shorten them.") % {"name": new})
        _replace_everywhere(old, new, by)
        new.other_words, old.is_active, old.merged_into = words, False, new
        for one in (new, old):
            one._history_user = by
            one.save()
    return new


def _replace_everywhere(old, new, by):
    for row in old.person_rows.select_related("person"):
        row._history_user = by
        if row.person.speciality_rows.filter(speciality=new).exists():
            row.delete()
        else:
            row.speciality = new
            row.save()
    Speciality.objects.filter(merged_into=old).update(merged_into=new)
    for relation in Speciality._meta.related_objects:
        if relation.many_to_many:
            _replace_in_sets(relation.field, old, new, by)
        elif relation.related_model is not PersonSpeciality:
            _replace_in_rows(relation, old, new, by)


def _replace_in_rows(relation, old, new, by):
    """Row by row only where both are named and one row alone may name them: then the one with the new name stays."""
    rows, name = relation.related_model._base_manager, relation.field.name
    try:
        with transaction.atomic():
            rows.filter(**{name: old}).update(**{name: new})
    except IntegrityError:
        for row in rows.filter(**{name: old}):
            _replace_in_row(row, name, new, by)


def _replace_in_row(row, name, new, by):
    row._history_user = by
    setattr(row, name, new)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.delete()


def _replace_in_sets(field, old, new, by):
    """Whatever names it among others, workshops for example; the apps above are known by their relations alone."""
    if not field.remote_field.through._meta.auto_created:
        return
    for holder in field.model._base_manager.filter(**{field.name: old}):
        holder._history_user = by
        getattr(holder, field.name).add(new)
        getattr(holder, field.name).remove(old)

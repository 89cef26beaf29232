"""What was corrected in a record, in the words of the page: for its history."""

from django.utils.translation import gettext as _


def in_words(record, changed):
    """“title: A → B” for each of the changed fields, which the record does not have yet."""
    lines = []
    for name, value in changed.items():
        field = record._meta.get_field(name)
        words = dict(field.flatchoices)
        before, after = (words.get(one, one) or _("nothing") for one in (getattr(record, name), value))
        lines.append(f"{field.verbose_name}: {before} → {after}")
    return "\n".join(lines)

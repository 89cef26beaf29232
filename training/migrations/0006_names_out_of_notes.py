from django.db import migrations


def take_out(apps, schema_editor):
    """Who followed whom, and who graduated, is kept in rows; the same names in words would outlive a closed account."""
    all_events = apps.get_model("training", "MentorshipEvent").objects
    assessed = all_events.filter(verb__in=["graduated", "not_passed"], note__contains="：")
    for event in assessed.select_related("record"):
        for one in event.record.apprenticeships.select_related("person"):
            event.note = event.note.replace(f"{one.person.name}：", "")
        event.save(update_fields=["note"])
    events = all_events.filter(verb__in=["new_mentor", "renewed"])
    for change in apps.get_model("training", "MentorChange").objects.select_related("former", "mentor"):
        names = f"{change.former.name} → {change.mentor.name}："
        for event in events.filter(record=change.mentorship_id, note__contains=names):
            event.note = event.note.replace(names, "")
            event.save(update_fields=["note"])


class Migration(migrations.Migration):

    dependencies = [("training", "0005_signed_paper"), ("members", "0009_second_step_encrypted")]

    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]

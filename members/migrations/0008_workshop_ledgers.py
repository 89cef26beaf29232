"""Tables of workshops can be imported, and notices tell of workshops, alliances and help."""

from django.db import migrations, models


def stay_silent(apps, schema_editor):
    """Whoever wants no mail about anything gets none about the new topics either."""
    chosen = apps.get_model("members", "NoticeSettings").objects.exclude(ways={})
    for one in chosen:
        if set(one.ways.values()) == {"bell"} and len(one.ways) > 1:
            one.ways |= dict.fromkeys(("workshops", "alliances", "help"), "bell")
            one.save(update_fields=["ways"])


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_specialities'),
    ]

    operations = [
        migrations.AlterField(
            model_name='importbatch',
            name='kind',
            field=models.CharField(choices=[('roster', 'Staff roster'), ('suggestions', 'Suggestion ledger'), ('workshops', 'Table of workshops'), ('paper', 'Slips of paper'), ('payments', 'Paid rewards')], max_length=16, verbose_name='ledger'),
        ),
        migrations.RunPython(stay_silent, migrations.RunPython.noop),
    ]

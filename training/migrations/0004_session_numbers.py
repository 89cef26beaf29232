"""Sessions that were there before get their public numbers, in order, and count as announced: they were."""

from itertools import groupby

from django.db import migrations, models
from django.utils import timezone


def number_sessions(apps, schema_editor):
    session, series = apps.get_model("training", "Session"), apps.get_model("workshops", "NumberSeries")
    there = session.objects.filter(number="").order_by("starts_at", "pk")
    for year, sessions in groupby(there.iterator(), key=lambda one: timezone.localtime(one.starts_at).year):
        counted, _new = series.objects.get_or_create(letter="T", year=year)
        for one in sessions:
            counted.last += 1
            session.objects.filter(pk=one.pk).update(number=f"T-{year}-{counted.last:04}", status="announced")
        counted.save()


class Migration(migrations.Migration):

    dependencies = [("training", "0003_sessions")]

    operations = [
        migrations.RunPython(number_sessions, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="session",
            name="number",
            field=models.CharField(editable=False, max_length=16, unique=True, verbose_name="number"),
        ),
    ]

"""Opinions are told five at a time; those of sessions with five or more were told already."""

from django.db import migrations, models
from django.db.models import Count


def tell(apps, schema_editor):
    opinion = apps.get_model("training", "Opinion")
    told = opinion.objects.order_by().values("session").annotate(n=Count("pk")).filter(n__gte=5).values("session")
    opinion.objects.filter(session__in=told).update(is_told=True)


class Migration(migrations.Migration):

    dependencies = [("training", "0008_afterwards")]

    operations = [
        migrations.AddField("opinion", "is_told", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]

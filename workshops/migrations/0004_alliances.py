"""Workshops may belong to several alliances, from a day to a day; what they belonged to is kept."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def keep_memberships(apps, schema_editor):
    """What a workshop belonged to, it belongs to since it was founded, as far as anybody knows."""
    Workshop, Membership = (apps.get_model("workshops", name) for name in ("Workshop", "AllianceMembership"))
    today = timezone.localdate()
    Membership.objects.bulk_create(
        Membership(alliance_id=alliance, workshop_id=workshop, joined_on=min(founded_on or today, today))
        for workshop, alliance, founded_on in Workshop.objects.exclude(alliance=None)
        .order_by("pk")
        .values_list("pk", "alliance", "founded_on")
    )


def put_back(apps, schema_editor):
    """Of several alliances the one that was joined last is kept."""
    Workshop, Membership = (apps.get_model("workshops", name) for name in ("Workshop", "AllianceMembership"))
    for workshop, alliance in (
        Membership.objects.filter(left_on=None).order_by("joined_on", "pk").values_list("workshop", "alliance")
    ):
        Workshop.objects.filter(pk=workshop).update(alliance=alliance)


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0003_panel'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalAllianceMembership',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('ground', models.CharField(choices=[('right', 'By right'), ('application', 'By application')], default='application', max_length=12, verbose_name='ground')),
                ('joined_on', models.DateField(verbose_name='joined on')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left on')),
                ('leaving', models.CharField(blank=True, choices=[('wish', 'By its own wish'), ('removed', 'Removed after rectification')], max_length=8, verbose_name='how it left')),
                ('leaving_reason', models.TextField(blank=True, verbose_name='reason of leaving')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('alliance', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.alliance', verbose_name='alliance')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'historical alliance membership',
                'verbose_name_plural': 'historical alliance memberships',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='AllianceMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('ground', models.CharField(choices=[('right', 'By right'), ('application', 'By application')], default='application', max_length=12, verbose_name='ground')),
                ('joined_on', models.DateField(verbose_name='joined on')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='left on')),
                ('leaving', models.CharField(blank=True, choices=[('wish', 'By its own wish'), ('removed', 'Removed after rectification')], max_length=8, verbose_name='how it left')),
                ('leaving_reason', models.TextField(blank=True, verbose_name='reason of leaving')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='workshops.alliance', verbose_name='alliance')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alliance_memberships', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'alliance membership',
                'verbose_name_plural': 'alliance memberships',
                'ordering': ['alliance', 'joined_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('alliance', 'workshop'), name='alliance_membership_open_once', violation_error_message='This workshop belongs to the alliance already.'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='alliance_membership_dates_in_order')],
            },
        ),
        migrations.RunPython(keep_memberships, put_back),
        migrations.RemoveField(
            model_name='historicalworkshop',
            name='alliance',
        ),
        migrations.RemoveField(
            model_name='workshop',
            name='alliance',
        ),
    ]

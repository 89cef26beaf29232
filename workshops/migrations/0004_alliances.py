"""Workshops may belong to several alliances, from a day to a day; what they belonged to is kept."""

import django.db.models.deletion
import django.utils.timezone
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
        ('members', '0006_rewards'),
        ('workshops', '0003_panel'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AllianceApplication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('words', models.TextField(verbose_name='why it wants to join')),
                ('applied_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='applied at')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                ('status', models.CharField(choices=[('waiting', 'Waiting for an answer'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=16, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'application to an alliance',
                'verbose_name_plural': 'applications to alliances',
                'ordering': ['-applied_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AllianceApplicationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_status', models.CharField(blank=True, max_length=16, verbose_name='status before')),
                ('to_status', models.CharField(blank=True, max_length=16, verbose_name='status after')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('actor_role', models.CharField(max_length=16, verbose_name='in the role of')),
                ('occurred_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='happened at')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('source', models.CharField(choices=[('web', 'Web page'), ('ledger', 'Ledger'), ('system', 'System')], default='web', max_length=8, verbose_name='source')),
                ('verb', models.CharField(choices=[('applied', 'Asked to be taken in'), ('accepted', 'Taken in'), ('declined', 'Not taken in'), ('withdrawn', 'Application withdrawn')], max_length=24, verbose_name='event')),
            ],
            options={
                'verbose_name': 'event of an application',
                'verbose_name_plural': 'events of applications',
                'ordering': ['occurred_at', 'pk'],
                'abstract': False,
            },
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
                ('rectify_by', models.DateField(blank=True, null=True, verbose_name='to be put right by')),
                ('rectify_reason', models.TextField(blank=True, verbose_name='what is to be put right')),
                ('status', models.CharField(choices=[('member', 'Member'), ('rectifying', 'Asked to put something right'), ('left', 'Has left')], default='member', max_length=16, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'alliance membership',
                'verbose_name_plural': 'alliance memberships',
                'ordering': ['alliance', 'joined_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AllianceMembershipEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_status', models.CharField(blank=True, max_length=16, verbose_name='status before')),
                ('to_status', models.CharField(blank=True, max_length=16, verbose_name='status after')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('actor_role', models.CharField(max_length=16, verbose_name='in the role of')),
                ('occurred_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='happened at')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('source', models.CharField(choices=[('web', 'Web page'), ('ledger', 'Ledger'), ('system', 'System')], default='web', max_length=8, verbose_name='source')),
                ('verb', models.CharField(choices=[('joined', 'Joined the alliance'), ('rectify', 'Asked to put something right'), ('cleared', 'Has put it right'), ('left', 'Left by its own wish'), ('removed', 'Removed from the alliance')], max_length=24, verbose_name='event')),
            ],
            options={
                'verbose_name': 'event of a membership',
                'verbose_name_plural': 'events of memberships',
                'ordering': ['occurred_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Charter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('valid_from', models.DateField(verbose_name='holds from')),
                ('summary', models.TextField(verbose_name='what it says in short')),
                ('file', models.FileField(upload_to='charters/%Y', verbose_name='file')),
                ('file_name', models.CharField(max_length=120, verbose_name='name of the file')),
                ('file_kind', models.CharField(max_length=8, verbose_name='kind of the file')),
                ('file_size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='check value')),
            ],
            options={
                'verbose_name': 'charter',
                'verbose_name_plural': 'charters',
                'ordering': ['alliance', '-number'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalOrganTerm',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('organ', models.CharField(choices=[('chair', 'Chair in rotation'), ('convener', 'Convener'), ('secretariat', 'Secretariat'), ('experts', 'Expert council'), ('honorary', 'Honorary chair')], max_length=12, verbose_name='organ')),
                ('post', models.CharField(blank=True, help_text='Such as secretary-general.', max_length=40, verbose_name='post')),
                ('outside_name', models.CharField(blank=True, help_text='A college, an institute or a person from there. Everybody reads it.', max_length=80, verbose_name='from outside')),
                ('public_name', models.CharField(blank=True, help_text='What the public page says. Empty: a person is not named there, a unit is.', max_length=80, verbose_name='name for everybody')),
                ('starts_on', models.DateField(verbose_name='in office from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='in office until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical term of office',
                'verbose_name_plural': 'historical terms of office',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPlanItem',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('number', models.PositiveSmallIntegerField(verbose_name='no.')),
                ('kind', models.CharField(choices=[('problem', 'Joint problem-solving'), ('exchange', 'Exchange of experience'), ('mentoring', 'Mentoring'), ('training', 'Skills training'), ('five_small', 'Five-small innovations'), ('sharing', 'Sharing results'), ('other', 'Something else')], max_length=12, verbose_name='kind')),
                ('goal', models.CharField(max_length=120, verbose_name='goal')),
                ('measure', models.TextField(blank=True, verbose_name='measure and target')),
                ('due_on', models.DateField(verbose_name='to be done by')),
                ('percent', models.PositiveSmallIntegerField(default=0, verbose_name='done, %')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('given_up_at', models.DateTimeField(blank=True, null=True, verbose_name='given up at')),
                ('given_up_reason', models.TextField(blank=True, verbose_name='why it was given up')),
                ('carried_times', models.PositiveSmallIntegerField(default=0, verbose_name='how often carried over')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical item of a plan',
                'verbose_name_plural': 'historical items of plans',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ItemReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('soon', 'An item is due in a week'), ('late', 'An item is late')], max_length=8, verbose_name='kind')),
                ('day', models.DateField(verbose_name='promised day')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
            ],
            options={
                'verbose_name': 'reminder of an item',
                'verbose_name_plural': 'reminders of items',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OrganTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('organ', models.CharField(choices=[('chair', 'Chair in rotation'), ('convener', 'Convener'), ('secretariat', 'Secretariat'), ('experts', 'Expert council'), ('honorary', 'Honorary chair')], max_length=12, verbose_name='organ')),
                ('post', models.CharField(blank=True, help_text='Such as secretary-general.', max_length=40, verbose_name='post')),
                ('outside_name', models.CharField(blank=True, help_text='A college, an institute or a person from there. Everybody reads it.', max_length=80, verbose_name='from outside')),
                ('public_name', models.CharField(blank=True, help_text='What the public page says. Empty: a person is not named there, a unit is.', max_length=80, verbose_name='name for everybody')),
                ('starts_on', models.DateField(verbose_name='in office from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='in office until')),
            ],
            options={
                'verbose_name': 'term of office',
                'verbose_name_plural': 'terms of office',
                'ordering': ['alliance', 'organ', 'starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('aim', models.TextField(blank=True, verbose_name='what the year is about')),
                ('closing_words', models.TextField(blank=True, verbose_name='words at the end of the year')),
                ('status', models.CharField(choices=[('drafting', 'Being drafted'), ('in_force', 'In force'), ('closed', 'Closed')], default='drafting', max_length=16, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'yearly plan',
                'verbose_name_plural': 'yearly plans',
                'ordering': ['-year', 'alliance'],
            },
        ),
        migrations.CreateModel(
            name='PlanEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_status', models.CharField(blank=True, max_length=16, verbose_name='status before')),
                ('to_status', models.CharField(blank=True, max_length=16, verbose_name='status after')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('actor_role', models.CharField(max_length=16, verbose_name='in the role of')),
                ('occurred_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='happened at')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('source', models.CharField(choices=[('web', 'Web page'), ('ledger', 'Ledger'), ('system', 'System')], default='web', max_length=8, verbose_name='source')),
                ('verb', models.CharField(choices=[('drafted', 'Plan begun'), ('aim_changed', 'The aim of the year was changed'), ('item_added', 'Item added'), ('item_changed', 'Item changed'), ('item_taken_out', 'Item taken out of the draft'), ('item_given_up', 'Item given up'), ('item_reopened', 'Item opened again'), ('carried_over', 'What was not finished was carried over'), ('in_force', 'Put in force'), ('closed', 'Year closed')], max_length=24, verbose_name='event')),
            ],
            options={
                'verbose_name': 'event of a plan',
                'verbose_name_plural': 'events of plans',
                'ordering': ['occurred_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.PositiveSmallIntegerField(verbose_name='no.')),
                ('kind', models.CharField(choices=[('problem', 'Joint problem-solving'), ('exchange', 'Exchange of experience'), ('mentoring', 'Mentoring'), ('training', 'Skills training'), ('five_small', 'Five-small innovations'), ('sharing', 'Sharing results'), ('other', 'Something else')], max_length=12, verbose_name='kind')),
                ('goal', models.CharField(max_length=120, verbose_name='goal')),
                ('measure', models.TextField(blank=True, verbose_name='measure and target')),
                ('due_on', models.DateField(verbose_name='to be done by')),
                ('percent', models.PositiveSmallIntegerField(default=0, verbose_name='done, %')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('given_up_at', models.DateTimeField(blank=True, null=True, verbose_name='given up at')),
                ('given_up_reason', models.TextField(blank=True, verbose_name='why it was given up')),
                ('carried_times', models.PositiveSmallIntegerField(default=0, verbose_name='how often carried over')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name': 'item of a plan',
                'verbose_name_plural': 'items of plans',
                'ordering': ['plan', 'due_on', 'number'],
            },
        ),
        migrations.CreateModel(
            name='PlanProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('day', models.DateField(verbose_name='day')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='done, %')),
                ('note', models.TextField(verbose_name='what was done')),
                ('evidence', models.TextField(blank=True, verbose_name='what shows it')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link')),
                ('file', models.FileField(blank=True, upload_to='plans/%Y', verbose_name='file')),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='name of the file')),
                ('file_kind', models.CharField(blank=True, max_length=8, verbose_name='kind of the file')),
                ('file_size', models.PositiveIntegerField(default=0, verbose_name='size in bytes')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='check value')),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reported at')),
            ],
            options={
                'verbose_name': 'progress of an item',
                'verbose_name_plural': 'progress of items',
                'ordering': ['-reported_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TermReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='last day')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
            ],
            options={
                'verbose_name': 'reminder of a term',
                'verbose_name_plural': 'reminders of terms',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='alliance',
            name='takes_by_right',
            field=models.BooleanField(default=False, help_text='Of its enterprise, or of the district: a workshop that is registered is a member at once.', verbose_name='every workshop belongs by right'),
        ),
        migrations.AddField(
            model_name='historicalalliance',
            name='takes_by_right',
            field=models.BooleanField(default=False, help_text='Of its enterprise, or of the district: a workshop that is registered is a member at once.', verbose_name='every workshop belongs by right'),
        ),
        migrations.AddConstraint(
            model_name='alliance',
            constraint=models.CheckConstraint(condition=models.Q(('takes_by_right', False), ('scope__in', ['enterprise', 'district']), _connector='OR'), name='alliance_by_right_of_a_place'),
        ),
        migrations.AddField(
            model_name='allianceapplication',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='workshops.alliance', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='allianceapplication',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by'),
        ),
        migrations.AddField(
            model_name='allianceapplication',
            name='applied_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applied by'),
        ),
        migrations.AddField(
            model_name='allianceapplication',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alliance_applications', to='workshops.workshop', verbose_name='workshop'),
        ),
        migrations.AddField(
            model_name='allianceapplicationevent',
            name='actor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='allianceapplicationevent',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='workshops.allianceapplication', verbose_name='application to an alliance'),
        ),
        migrations.AddField(
            model_name='alliancemembership',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='workshops.alliance', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='alliancemembership',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alliance_memberships', to='workshops.workshop', verbose_name='workshop'),
        ),
        migrations.AddField(
            model_name='allianceapplication',
            name='membership',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='workshops.alliancemembership', verbose_name='alliance membership'),
        ),
        migrations.AddField(
            model_name='alliancemembershipevent',
            name='actor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='alliancemembershipevent',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='workshops.alliancemembership', verbose_name='alliance membership'),
        ),
        migrations.AddField(
            model_name='charter',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charters', to='workshops.alliance', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='charter',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by'),
        ),
        migrations.AddField(
            model_name='historicalorganterm',
            name='alliance',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.alliance', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='historicalorganterm',
            name='enterprise',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.enterprise', verbose_name='enterprise'),
        ),
        migrations.AddField(
            model_name='historicalorganterm',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalorganterm',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='historicalorganterm',
            name='workshop',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.workshop', verbose_name='workshop'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='given_up_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given up by'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='responsible',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.person', verbose_name='responsible person'),
        ),
        migrations.AddField(
            model_name='organterm',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='workshops.alliance', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='organterm',
            name='enterprise',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organ_terms', to='members.enterprise', verbose_name='enterprise'),
        ),
        migrations.AddField(
            model_name='organterm',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organ_terms', to='members.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='organterm',
            name='workshop',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organ_terms', to='workshops.workshop', verbose_name='workshop'),
        ),
        migrations.AddField(
            model_name='plan',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='workshops.alliance', verbose_name='alliance'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='plan',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.plan', verbose_name='yearly plan'),
        ),
        migrations.AddField(
            model_name='planevent',
            name='actor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='planevent',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='workshops.plan', verbose_name='yearly plan'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='carried_from',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='workshops.planitem', verbose_name='carried over from'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='given_up_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given up by'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='owners',
            field=models.ManyToManyField(related_name='plan_items', to='workshops.workshop', verbose_name='workshops in charge'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='workshops.plan', verbose_name='yearly plan'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='responsible',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='members.person', verbose_name='responsible person'),
        ),
        migrations.AddField(
            model_name='itemreminder',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='workshops.planitem', verbose_name='item of a plan'),
        ),
        migrations.AddField(
            model_name='historicalplanitem',
            name='carried_from',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.planitem', verbose_name='carried over from'),
        ),
        migrations.AddField(
            model_name='planprogress',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='workshops.planitem', verbose_name='item of a plan'),
        ),
        migrations.AddField(
            model_name='planprogress',
            name='reported_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by'),
        ),
        migrations.AddField(
            model_name='termreminder',
            name='term',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='workshops.organterm', verbose_name='term of office'),
        ),
        migrations.AddConstraint(
            model_name='alliancemembership',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('alliance', 'workshop'), name='alliance_membership_open_once', violation_error_message='This workshop belongs to the alliance already.'),
        ),
        migrations.AddConstraint(
            model_name='alliancemembership',
            constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='alliance_membership_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='alliancemembership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', False), ('status', 'left'), models.Q(('leaving', ''), _negated=True)), models.Q(models.Q(('status', 'left'), _negated=True), ('leaving', ''), ('left_on', None)), _connector='OR'), name='alliance_membership_left_with_day_and_way'),
        ),
        migrations.AddConstraint(
            model_name='alliancemembership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'rectifying'), _negated=True), ('rectify_by__isnull', False), _connector='OR'), name='alliance_membership_rectifies_by_a_day'),
        ),
        migrations.AddConstraint(
            model_name='allianceapplication',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'waiting')), fields=('alliance', 'workshop'), name='alliance_application_waits_once'),
        ),
        migrations.AddConstraint(
            model_name='allianceapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['accepted', 'declined']), _negated=True), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='alliance_application_answered_in_words'),
        ),
        migrations.AddConstraint(
            model_name='allianceapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('membership__isnull', False), ('status', 'accepted')), models.Q(models.Q(('status', 'accepted'), _negated=True), ('membership', None)), _connector='OR'), name='alliance_application_accepted_makes_a_member'),
        ),
        migrations.AddConstraint(
            model_name='charter',
            constraint=models.UniqueConstraint(fields=('alliance', 'number'), name='charter_version_once'),
        ),
        migrations.AddConstraint(
            model_name='charter',
            constraint=models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='charter_in_short'),
        ),
        migrations.AddConstraint(
            model_name='organterm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('enterprise', None), ('outside_name', ''), ('person__isnull', False), ('workshop', None)), models.Q(('enterprise', None), ('outside_name', ''), ('person', None), ('workshop__isnull', False)), models.Q(('enterprise__isnull', False), ('outside_name', ''), ('person', None), ('workshop', None)), models.Q(('enterprise', None), ('person', None), ('workshop', None), models.Q(('outside_name', ''), _negated=True)), _connector='OR'), name='organ_term_has_one_holder'),
        ),
        migrations.AddConstraint(
            model_name='organterm',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='organ_term_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='organterm',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organ', 'chair'), _negated=True), ('ends_on__isnull', False), _connector='OR'), name='chair_term_ends'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('alliance', 'year'), name='plan_once_a_year', violation_error_message='This alliance has a plan for this year already.'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (2000, 2100))), name='plan_year_in_range'),
        ),
        migrations.AddIndex(
            model_name='planitem',
            index=models.Index(fields=['due_on'], name='plan_item_due'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='plan_item_number_once'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_on', None), ('percent__lt', 100)), models.Q(('done_on__isnull', False), ('percent', 100)), _connector='OR'), name='plan_item_done_is_all_of_it'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('given_up_at', None), ('given_up_reason', '')), models.Q(('done_on', None), ('given_up_at__isnull', False), models.Q(('given_up_reason', ''), _negated=True)), _connector='OR'), name='plan_item_given_up_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carried_from', None), ('carried_times', 0)), models.Q(('carried_from__isnull', False), ('carried_times__gte', 1)), _connector='OR'), name='plan_item_carried_from_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='itemreminder',
            constraint=models.UniqueConstraint(fields=('item', 'kind', 'day'), name='item_reminder_once'),
        ),
        migrations.AddConstraint(
            model_name='planprogress',
            constraint=models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='plan_progress_within_100'),
        ),
        migrations.AddConstraint(
            model_name='planprogress',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='plan_progress_has_words'),
        ),
        migrations.AddConstraint(
            model_name='planprogress',
            constraint=models.CheckConstraint(condition=models.Q(('percent__lt', 100), models.Q(('evidence', ''), ('file', ''), ('link', ''), _negated=True), _connector='OR'), name='plan_progress_done_is_shown'),
        ),
        migrations.AddConstraint(
            model_name='termreminder',
            constraint=models.UniqueConstraint(fields=('term', 'day'), name='term_reminder_once'),
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

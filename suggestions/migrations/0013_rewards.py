"""Rewards, and the table of the 1986 regulation by which they are paid where an enterprise has no table of its own."""

import datetime as dt

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# The five grades of the 1986 regulation (Art. 6), in yuan: value from, value below, amounts. "以上" includes, "以下" does not.
FIRST_DAY = dt.date(1986, 6, 4)
GRADES = [
    ("一等奖", 1_000_000, None, 2500, 4000),
    ("二等奖", 500_000, 1_000_000, 1500, 2500),
    ("三等奖", 100_000, 500_000, 500, 1500),
    ("四等奖", 10_000, 100_000, 300, 500),
    ("五等奖", 0, 10_000, 0, 300),
]


def add_table(apps, schema_editor):
    rule, _new = apps.get_model("suggestions", "RewardRule").objects.get_or_create(
        enterprise=None, valid_from=FIRST_DAY
    )
    for grade, (name, lowest, below, least, most) in enumerate(GRADES, 1):
        apps.get_model("suggestions", "RewardGrade").objects.get_or_create(
            rule=rule,
            grade=grade,
            defaults={
                "name": name,
                "from_fen": lowest * 100,
                "below_fen": below and below * 100,
                "least_fen": least * 100,
                "most_fen": most * 100,
            },
        )


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_rewards'),
        ('suggestions', '0012_practice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RewardGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.PositiveSmallIntegerField(help_text='1 is the highest.', verbose_name='grade')),
                ('name', models.CharField(max_length=20, verbose_name='name')),
                ('from_fen', models.BigIntegerField(verbose_name='value from, fen')),
                ('below_fen', models.BigIntegerField(blank=True, null=True, verbose_name='value below, fen')),
                ('least_fen', models.BigIntegerField(verbose_name='least amount, fen')),
                ('most_fen', models.BigIntegerField(verbose_name='most amount, fen')),
            ],
            options={
                'verbose_name': 'grade',
                'verbose_name_plural': 'grades',
                'ordering': ['rule', 'grade'],
            },
        ),
        migrations.CreateModel(
            name='RewardBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('place', models.PositiveIntegerField(verbose_name='place in the year')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent at')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reward_batches', to='members.enterprise', verbose_name='enterprise')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'batch of rewards',
                'verbose_name_plural': 'batches of rewards',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Reward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('number', models.CharField(max_length=24, unique=True, verbose_name='number')),
                ('basis', models.CharField(choices=[('counted', 'Verified benefit'), ('effect', 'Effect that cannot be counted in money'), ('reserve', 'Kept in reserve')], max_length=8, verbose_name='graded by')),
                ('value_fen', models.BigIntegerField(blank=True, null=True, verbose_name='verified value, fen')),
                ('grade_reason', models.TextField(blank=True, verbose_name='why this grade')),
                ('is_borrowed', models.BooleanField(default=False, verbose_name='borrowed technique')),
                ('borrowed_reason', models.TextField(blank=True, verbose_name='what it is borrowed from')),
                ('amount_fen', models.BigIntegerField(verbose_name='amount of the grade, fen')),
                ('before_fen', models.BigIntegerField(default=0, verbose_name='paid before, fen')),
                ('elsewhere_fen', models.BigIntegerField(default=0, verbose_name='awarded elsewhere, fen')),
                ('elsewhere_note', models.TextField(blank=True, verbose_name='awarded elsewhere: what for')),
                ('due_fen', models.BigIntegerField(verbose_name='to be paid, fen')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed at')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('sent', 'With finance'), ('paid', 'Paid'), ('received', 'Received'), ('settled', 'Nothing left to pay'), ('clawed_back', 'Taken back'), ('rejected', 'Not approved'), ('withdrawn', 'Proposal withdrawn')], default='proposed', max_length=16, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rewards', to='members.enterprise', verbose_name='enterprise')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rewards', to='suggestions.suggestion', verbose_name='suggestion')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rewards', to='suggestions.rewardbatch', verbose_name='batch')),
                ('grade', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suggestions.rewardgrade', verbose_name='grade')),
                ('graded', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suggestions.rewardgrade', verbose_name='grade by value or effect')),
            ],
            options={
                'verbose_name': 'reward',
                'verbose_name_plural': 'rewards',
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RewardEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_status', models.CharField(blank=True, max_length=16, verbose_name='status before')),
                ('to_status', models.CharField(blank=True, max_length=16, verbose_name='status after')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('actor_role', models.CharField(max_length=16, verbose_name='in the role of')),
                ('occurred_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='happened at')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('source', models.CharField(choices=[('web', 'Web page'), ('ledger', 'Ledger'), ('system', 'System')], default='web', max_length=8, verbose_name='source')),
                ('verb', models.CharField(choices=[('proposed', 'Reward proposed'), ('approved', 'Reward approved'), ('settled', 'Graded: nothing is left to pay'), ('rejected', 'Reward not approved'), ('withdrawn', 'Reward withdrawn'), ('sent', 'Sent to finance'), ('returned', 'Given back by finance'), ('part_paid', 'A part has been paid'), ('paid', 'All of it has been paid'), ('unpaid', 'The note of a payment is taken back'), ('part_received', 'A part has been received'), ('received', 'All of it has been received'), ('missing', 'Says it has not arrived'), ('answered', 'Finance has looked into it'), ('clawed_back', 'Taken back')], max_length=24, verbose_name='event')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='suggestions.reward', verbose_name='reward')),
            ],
            options={
                'verbose_name': 'reward event',
                'verbose_name_plural': 'reward events',
                'ordering': ['occurred_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RewardRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('valid_from', models.DateField(verbose_name='holds from')),
                ('enterprise', models.ForeignKey(blank=True, help_text='Empty: for every enterprise without a table of its own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reward_rules', to='members.enterprise', verbose_name='enterprise')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'reward table',
                'verbose_name_plural': 'reward tables',
                'ordering': ['-valid_from', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='rewardgrade',
            name='rule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grades', to='suggestions.rewardrule', verbose_name='reward table'),
        ),
        migrations.AddField(
            model_name='reward',
            name='rule',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rewards', to='suggestions.rewardrule', verbose_name='reward table'),
        ),
        migrations.CreateModel(
            name='RewardShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='share, %')),
                ('fen', models.BigIntegerField(verbose_name='amount, fen')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='paid on')),
                ('received_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed as received at')),
                ('missing_at', models.DateTimeField(blank=True, null=True, verbose_name='said to be missing at')),
                ('missing_note', models.TextField(blank=True, verbose_name='what is missing')),
                ('missing_answer', models.TextField(blank=True, verbose_name='what finance found')),
                ('taken_back_fen', models.BigIntegerField(default=0, verbose_name='taken back, fen')),
                ('paid_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reward_shares', to='members.person', verbose_name='person')),
                ('reward', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='suggestions.reward', verbose_name='reward')),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ['reward', '-share', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='rewardbatch',
            constraint=models.UniqueConstraint(fields=('enterprise', 'year', 'place'), name='reward_batch_once'),
        ),
        migrations.AddConstraint(
            model_name='rewardrule',
            constraint=models.UniqueConstraint(condition=models.Q(('enterprise__isnull', False)), fields=('enterprise', 'valid_from'), name='reward_rule_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='rewardrule',
            constraint=models.UniqueConstraint(condition=models.Q(('enterprise', None)), fields=('valid_from',), name='reward_rule_of_the_district_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='rewardgrade',
            constraint=models.UniqueConstraint(fields=('rule', 'grade'), name='reward_grade_once'),
        ),
        migrations.AddConstraint(
            model_name='rewardgrade',
            constraint=models.CheckConstraint(condition=models.Q(('from_fen__gte', 0), models.Q(('below_fen', None), ('below_fen__gt', models.F('from_fen')), _connector='OR')), name='reward_grade_is_a_band'),
        ),
        migrations.AddConstraint(
            model_name='rewardgrade',
            constraint=models.CheckConstraint(condition=models.Q(('least_fen__gte', 0), ('most_fen__gt', 0), ('most_fen__gte', models.F('least_fen'))), name='reward_grade_has_an_amount'),
        ),
        migrations.AddIndex(
            model_name='reward',
            index=models.Index(fields=['enterprise', 'status', '-proposed_at'], name='reward_ledger'),
        ),
        migrations.AddConstraint(
            model_name='reward',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'approved', 'sent'])), fields=('suggestion',), name='reward_one_under_way'),
        ),
        migrations.AddConstraint(
            model_name='reward',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0), ('before_fen__gte', 0), ('due_fen__gte', 0), ('elsewhere_fen__gte', 0), ('due_fen__lte', models.F('amount_fen'))), name='reward_amounts_are_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='reward',
            constraint=models.CheckConstraint(condition=models.Q(('is_borrowed', False), models.Q(('borrowed_reason', ''), _negated=True), _connector='OR'), name='reward_borrowed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='reward',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'effect'), _negated=True), models.Q(('grade_reason', ''), _negated=True), _connector='OR'), name='reward_effect_in_words'),
        ),
        migrations.AddConstraint(
            model_name='reward',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'counted'), _negated=True), ('value_fen__isnull', False), _connector='OR'), name='reward_counted_has_its_value'),
        ),
        migrations.AddConstraint(
            model_name='reward',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='reward_takes_two_people'),
        ),
        migrations.AddConstraint(
            model_name='reward',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('batch__isnull', False), ('status__in', ['sent', 'paid', 'received', 'clawed_back'])), models.Q(models.Q(('status__in', ['sent', 'paid', 'received', 'clawed_back']), _negated=True), ('batch', None)), _connector='OR'), name='reward_goes_to_finance_in_a_batch'),
        ),
        migrations.AddConstraint(
            model_name='rewardshare',
            constraint=models.UniqueConstraint(fields=('reward', 'person'), name='reward_share_once'),
        ),
        migrations.AddConstraint(
            model_name='rewardshare',
            constraint=models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='reward_share_is_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='rewardshare',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_by', None), ('paid_on', None)), models.Q(('paid_by__isnull', False), ('paid_on__isnull', False)), _connector='OR'), name='reward_share_paid_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='rewardshare',
            constraint=models.CheckConstraint(condition=models.Q(('paid_on__isnull', False), models.Q(('missing_at', None), ('received_at', None), ('taken_back_fen', 0)), _connector='OR'), name='reward_share_paid_before_the_rest'),
        ),
        migrations.AddConstraint(
            model_name='rewardshare',
            constraint=models.CheckConstraint(condition=models.Q(('received_at', None), ('missing_at', None), _connector='OR'), name='reward_share_received_or_missing'),
        ),
        migrations.AddConstraint(
            model_name='rewardshare',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_fen__gte', 0), ('taken_back_fen__lte', models.F('fen'))), name='reward_share_taken_back_within_what_was_paid'),
        ),
        migrations.RunPython(add_table, migrations.RunPython.noop),
    ]

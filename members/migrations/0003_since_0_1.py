"""What the people's part keeps since 0.1.0: in one step, as what came between was never released."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import members.models.consent
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('members', '0003_departments_and_promises'), ('members', '0004_paper_slips'), ('members', '0005_notices'), ('members', '0006_rewards'), ('members', '0007_specialities'), ('members', '0008_workshop_ledgers'), ('members', '0009_consents_of_naming')]

    dependencies = [
        ('members', '0002_words_of_constraints'),
    ]

    operations = [
        migrations.AddField(
            model_name='department',
            name='head',
            field=models.ForeignKey(blank=True, help_text='Decides small fixes on the spot, and what is handed to the department.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='headed_departments', to='members.person', verbose_name='head'),
        ),
        migrations.AddField(
            model_name='enterprise',
            name='hazard_days',
            field=models.PositiveSmallIntegerField(default=3, help_text='Where somebody may get hurt: 1 to 7.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='days to answer a hazard'),
        ),
        migrations.AddField(
            model_name='enterprise',
            name='major_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='What needs a thorough study: 15 to 60. A reviewer says so before the usual day is over.', validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(60)], verbose_name='days to answer a major suggestion'),
        ),
        migrations.AddField(
            model_name='enterprise',
            name='opinion_days',
            field=models.PositiveSmallIntegerField(default=7, help_text='Something that is wrong, without an idea how to change it: 3 to 15.', validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(15)], verbose_name='days to answer an opinion'),
        ),
        migrations.AddField(
            model_name='historicaldepartment',
            name='head',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Decides small fixes on the spot, and what is handed to the department.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.person', verbose_name='head'),
        ),
        migrations.AddField(
            model_name='historicalenterprise',
            name='hazard_days',
            field=models.PositiveSmallIntegerField(default=3, help_text='Where somebody may get hurt: 1 to 7.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(7)], verbose_name='days to answer a hazard'),
        ),
        migrations.AddField(
            model_name='historicalenterprise',
            name='major_days',
            field=models.PositiveSmallIntegerField(default=30, help_text='What needs a thorough study: 15 to 60. A reviewer says so before the usual day is over.', validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(60)], verbose_name='days to answer a major suggestion'),
        ),
        migrations.AddField(
            model_name='historicalenterprise',
            name='opinion_days',
            field=models.PositiveSmallIntegerField(default=7, help_text='Something that is wrong, without an idea how to change it: 3 to 15.', validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(15)], verbose_name='days to answer an opinion'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='kind',
            field=models.CharField(choices=[('roster', 'Staff roster'), ('suggestions', 'Suggestion ledger'), ('workshops', 'Table of workshops'), ('paper', 'Slips of paper'), ('payments', 'Paid rewards'), ('honours', 'Register of honours'), ('results', 'Table of results')], max_length=16, verbose_name='ledger'),
        ),
        migrations.CreateModel(
            name='ChatRobot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('quiet_from', models.PositiveSmallIntegerField(choices=[(0, '00:00'), (1, '01:00'), (2, '02:00'), (3, '03:00'), (4, '04:00'), (5, '05:00'), (6, '06:00'), (7, '07:00'), (8, '08:00'), (9, '09:00'), (10, '10:00'), (11, '11:00'), (12, '12:00'), (13, '13:00'), (14, '14:00'), (15, '15:00'), (16, '16:00'), (17, '17:00'), (18, '18:00'), (19, '19:00'), (20, '20:00'), (21, '21:00'), (22, '22:00'), (23, '23:00')], default=21, verbose_name='quiet from')),
                ('quiet_to', models.PositiveSmallIntegerField(choices=[(0, '00:00'), (1, '01:00'), (2, '02:00'), (3, '03:00'), (4, '04:00'), (5, '05:00'), (6, '06:00'), (7, '07:00'), (8, '08:00'), (9, '09:00'), (10, '10:00'), (11, '11:00'), (12, '12:00'), (13, '13:00'), (14, '14:00'), (15, '15:00'), (16, '16:00'), (17, '17:00'), (18, '18:00'), (19, '19:00'), (20, '20:00'), (21, '21:00'), (22, '22:00'), (23, '23:00')], default=7, verbose_name='quiet until')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chat_robots', to='members.enterprise', verbose_name='enterprise')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('service', models.CharField(choices=[('wecom', 'WeCom'), ('dingtalk', 'DingTalk'), ('feishu', 'Feishu')], max_length=8, verbose_name='chat service')),
                ('address', models.CharField(max_length=500, verbose_name='address of the robot')),
                ('secret', models.CharField(blank=True, max_length=200, verbose_name='signing secret')),
                ('tells', models.JSONField(default=list, verbose_name='what it tells')),
                ('is_on', models.BooleanField(default=True, verbose_name='on')),
            ],
            options={
                'verbose_name': 'chat robot',
                'verbose_name_plural': 'chat robots',
                'ordering': ['enterprise', 'name'],
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'name'), name='chat_robot_name_once_per_enterprise', violation_error_message='There is a robot of this name already.')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='members.person', verbose_name='person')),
                ('purpose', models.CharField(choices=[('help', 'Be shown under “Who can help” and be asked there'), ('named', 'My name beside honours and results'), ('photo', 'My photo beside my honours'), ('hand_on', 'My name in what is handed in for the national “Five Smalls”')], max_length=12, verbose_name='to what')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version of the words')),
                ('code', models.CharField(default=members.models.consent.new_code, editable=False, max_length=16, unique=True)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given at')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn at')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['-given_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person', 'purpose'), name='member_consent_open_once'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='member_consent_given_before_withdrawn')],
            },
        ),
        migrations.CreateModel(
            name='Speciality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
                ('other_words', models.CharField(blank=True, help_text='With commas between them. Whoever searches for one of them finds this speciality.', max_length=400, verbose_name='other words for it')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.speciality', verbose_name='merged with')),
            ],
            options={
                'verbose_name': 'speciality',
                'verbose_name_plural': 'specialities',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalPersonSpeciality',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.person', verbose_name='person')),
                ('speciality', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.speciality', verbose_name='speciality')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical speciality of a person',
                'verbose_name_plural': 'historical specialities of people',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalSpeciality',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('name', models.CharField(db_index=True, max_length=40, verbose_name='name')),
                ('other_words', models.CharField(blank=True, help_text='With commas between them. Whoever searches for one of them finds this speciality.', max_length=400, verbose_name='other words for it')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.speciality', verbose_name='merged with')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical speciality',
                'verbose_name_plural': 'historical specialities',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('kind', models.CharField(max_length=32, verbose_name='kind')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('subject', models.CharField(max_length=40, verbose_name='what it is about')),
                ('path', models.CharField(max_length=200, verbose_name='page')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created at')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read at')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['user', '-created_at', '-id'], name='notice_newest'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notice_unread'), models.Index(condition=models.Q(('read_at', None)), fields=['subject'], name='notice_unread_subject')],
            },
        ),
        migrations.CreateModel(
            name='NoticeSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('quiet_from', models.PositiveSmallIntegerField(choices=[(0, '00:00'), (1, '01:00'), (2, '02:00'), (3, '03:00'), (4, '04:00'), (5, '05:00'), (6, '06:00'), (7, '07:00'), (8, '08:00'), (9, '09:00'), (10, '10:00'), (11, '11:00'), (12, '12:00'), (13, '13:00'), (14, '14:00'), (15, '15:00'), (16, '16:00'), (17, '17:00'), (18, '18:00'), (19, '19:00'), (20, '20:00'), (21, '21:00'), (22, '22:00'), (23, '23:00')], default=21, verbose_name='quiet from')),
                ('quiet_to', models.PositiveSmallIntegerField(choices=[(0, '00:00'), (1, '01:00'), (2, '02:00'), (3, '03:00'), (4, '04:00'), (5, '05:00'), (6, '06:00'), (7, '07:00'), (8, '08:00'), (9, '09:00'), (10, '10:00'), (11, '11:00'), (12, '12:00'), (13, '13:00'), (14, '14:00'), (15, '15:00'), (16, '16:00'), (17, '17:00'), (18, '18:00'), (19, '19:00'), (20, '20:00'), (21, '21:00'), (22, '22:00'), (23, '23:00')], default=7, verbose_name='quiet until')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='notice_settings', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('ways', models.JSONField(default=dict, verbose_name='how each topic is told')),
                ('told_until', models.DateTimeField(default=django.utils.timezone.now, verbose_name='the last daily letter tells what came until')),
            ],
            options={
                'verbose_name': 'settings of notices',
                'verbose_name_plural': 'settings of notices',
                'ordering': ['user'],
            },
        ),
        migrations.CreateModel(
            name='PersonSpeciality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speciality_rows', to='members.person', verbose_name='person')),
                ('speciality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='person_rows', to='members.speciality', verbose_name='speciality')),
            ],
            options={
                'verbose_name': 'speciality of a person',
                'verbose_name_plural': 'specialities of people',
                'ordering': ['person', 'speciality__name'],
                'constraints': [models.UniqueConstraint(fields=('person', 'speciality'), name='speciality_once_per_person', violation_error_message='This is entered already.')],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='specialities',
            field=models.ManyToManyField(blank=True, related_name='people', through='members.PersonSpeciality', to='members.speciality', verbose_name='specialities'),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.CheckConstraint(condition=models.Q(('opinion_days__range', (3, 15))), name='enterprise_opinion_days_3_to_15'),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.CheckConstraint(condition=models.Q(('hazard_days__range', (1, 7))), name='enterprise_hazard_days_1_to_7'),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.CheckConstraint(condition=models.Q(('major_days__range', (15, 60))), name='enterprise_major_days_15_to_60'),
        ),
    ]

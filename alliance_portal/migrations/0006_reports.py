"""The columns of reports as staff keep them, and versions that were frozen and signed."""

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# As they come with the portal: (code, title, shown), in their order.
COLUMNS = {
    "suggestions": [
        ("unit", "单位", True),
        ("title", "建议名称", True),
        ("category", "类别", True),
        ("proposers", "建议人", True),
        ("received_on", "提出日期", True),
        ("conclusion", "采纳情况", True),
        ("progress", "实施情况", True),
        ("claimed", "预期效益（万元）", True),
        ("verified", "核定效益（万元）", True),
        ("reward", "奖励（元）", True),
        ("note", "备注", True),
        ("number", "建议编号", False),
    ],
    "workshops": [
        ("name", "工作室名称", True),
        ("kind", "类型", True),
        ("level", "级别", True),
        ("document", "命名文号/时间", True),
        ("leaders", "领衔人", True),
        ("honours", "荣誉", True),
        ("team_size", "团队人数", True),
        ("topics", "攻关项目数", True),
        ("results", "创新成果数", True),
        ("patents", "专利数", True),
        ("sessions", "培训场次", False),
        ("person_times", "培训人次", True),
        ("apprentices", "带徒数", True),
        ("verified", "创效（万元）", True),
        ("enterprise", "所在单位", True),
        ("contact", "联系人", True),
    ],
    "training": [
        ("held_on", "日期", True),
        ("topic", "主题", True),
        ("function", "五大功能", True),
        ("form", "形式", True),
        ("hosts", "主办", True),
        ("place", "地点", True),
        ("class_hours", "课时", True),
        ("lecturer", "讲师", True),
        ("person_times", "人次", True),
        ("evidence", "佐证", True),
        ("enterprise", "单位", False),
        ("number", "编号", False),
    ],
    "mentoring": [
        ("number", "协议编号", True),
        ("mentor", "师傅", True),
        ("mentor_number", "师傅工号", True),
        ("apprentices", "徒弟", True),
        ("trade", "工种", True),
        ("workshop", "工作室", True),
        ("starts_on", "开始日期", True),
        ("ends_on", "结束日期", True),
        ("goals", "培养目标", True),
        ("result", "考核结果", True),
        ("state", "状态", True),
        ("enterprise", "单位", False),
    ],
    "five-smalls": [
        ("title", "成果名称", True),
        ("kind", "类别", True),
        ("enterprise", "完成单位", True),
        ("makers", "完成人", True),
        ("in_use_since", "投用时间", True),
        ("brief", "成果简介", True),
        ("claimed", "申报效益（万元）", True),
        ("verified", "核定效益（万元）", True),
        ("patents", "专利号", True),
        ("owner", "知识产权归属", True),
        ("number", "成果编号", False),
    ],
    "reform": [
        ("unit", "单位", True),
        ("talks", "宣讲场次", True),
        ("ideology_sessions", "主题教育场次", True),
        ("ideology_person_times", "主题教育人次", True),
        ("education_person_times", "教育培训人次", True),
        ("skill_person_times", "技能提升人次", True),
        ("contests", "竞赛场次", True),
        ("contest_person_times", "竞赛人次", True),
        ("sessions", "活动总场次", True),
        ("person_times", "活动总人次", True),
        ("people", "受训人数", True),
        ("received", "建议数", True),
        ("adopted", "采纳数", True),
        ("implemented", "落实数", True),
        ("verified_yuan", "核定创效（万元）", True),
        ("proposers", "提建议人数", True),
        ("headcount", "职工数", False),
        ("workshops", "工作室数", True),
        ("designations", "牌匾数", False),
        ("mentorships", "师带徒协议数", True),
        ("mentor_pairs", "师徒对数", True),
        ("five_smalls", "五小成果数", True),
    ],
}


def add_columns(apps, schema_editor):
    rows = apps.get_model("alliance_portal", "ReportColumn").objects
    for table, columns in COLUMNS.items():
        for place, (code, title, is_shown) in enumerate(columns, 1):
            rows.create(table=table, code=code, title=title, place=10 * place, is_shown=is_shown)


class Migration(migrations.Migration):

    dependencies = [
        ('alliance_portal', '0005_audit_of_own_data'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalReportColumn',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('table', models.CharField(choices=[('suggestions', '① Suggestions'), ('workshops', '② Workshops'), ('training', '③ Training and activities'), ('mentoring', '④ Mentoring'), ('five-smalls', '⑤ “Five Smalls”'), ('reform', '⑥ Workforce reform, quarter by quarter'), ('narrative', 'Report in words')], editable=False, max_length=16, verbose_name='table')),
                ('code', models.SlugField(editable=False, max_length=40, verbose_name='what stands in it')),
                ('title', models.CharField(help_text='In the words of the form; what is counted does not change with it.', max_length=40, verbose_name='title')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_shown', models.BooleanField(default=True, verbose_name='shown')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical column of a report',
                'verbose_name_plural': 'historical columns of reports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ReportColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(choices=[('suggestions', '① Suggestions'), ('workshops', '② Workshops'), ('training', '③ Training and activities'), ('mentoring', '④ Mentoring'), ('five-smalls', '⑤ “Five Smalls”'), ('reform', '⑥ Workforce reform, quarter by quarter'), ('narrative', 'Report in words')], editable=False, max_length=16, verbose_name='table')),
                ('code', models.SlugField(editable=False, max_length=40, verbose_name='what stands in it')),
                ('title', models.CharField(help_text='In the words of the form; what is counted does not change with it.', max_length=40, verbose_name='title')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_shown', models.BooleanField(default=True, verbose_name='shown')),
            ],
            options={
                'verbose_name': 'column of a report',
                'verbose_name_plural': 'columns of reports',
                'ordering': ['table', 'place', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('table', 'code'), name='report_column_once')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enterprise', models.BigIntegerField(editable=False, null=True, verbose_name='unit')),
                ('table', models.CharField(choices=[('suggestions', '① Suggestions'), ('workshops', '② Workshops'), ('training', '③ Training and activities'), ('mentoring', '④ Mentoring'), ('five-smalls', '⑤ “Five Smalls”'), ('reform', '⑥ Workforce reform, quarter by quarter'), ('narrative', 'Report in words')], max_length=16, verbose_name='report')),
                ('period_code', models.CharField(max_length=8, verbose_name='period')),
                ('first', models.DateField(verbose_name='first month')),
                ('last', models.DateField(verbose_name='last month')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('content', models.JSONField(verbose_name='cells')),
                ('digest', models.CharField(max_length=64, verbose_name='check value of the cells')),
                ('definitions', models.PositiveSmallIntegerField(verbose_name='definitions, version')),
                ('as_of', models.DateTimeField(verbose_name='as known at')),
                ('reason', models.TextField(blank=True, verbose_name='why it was corrected')),
                ('frozen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='frozen at')),
                ('signed_at', models.DateTimeField(null=True, verbose_name='signed at')),
                ('check_value', models.CharField(blank=True, max_length=64, verbose_name='check value')),
                ('status', models.CharField(choices=[('frozen', 'To be signed'), ('signed', 'Signed')], default='frozen', max_length=8, verbose_name='status')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='frozen by')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
            ],
            options={
                'verbose_name': 'frozen report',
                'verbose_name_plural': 'frozen reports',
                'ordering': ['-first', 'table', '-number'],
            },
        ),
        migrations.CreateModel(
            name='SnapshotEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_status', models.CharField(blank=True, max_length=16, verbose_name='status before')),
                ('to_status', models.CharField(blank=True, max_length=16, verbose_name='status after')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('actor_role', models.CharField(max_length=16, verbose_name='in the role of')),
                ('occurred_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='happened at')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('source', models.CharField(choices=[('web', 'Web page'), ('ledger', 'Ledger'), ('system', 'System')], default='web', max_length=8, verbose_name='source')),
                ('verb', models.CharField(choices=[('frozen', 'Frozen'), ('signed', 'Signed')], max_length=24, verbose_name='event')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='alliance_portal.snapshot', verbose_name='frozen report')),
            ],
            options={
                'verbose_name': 'event of a report',
                'verbose_name_plural': 'events of reports',
                'ordering': ['occurred_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='snapshot',
            index=models.Index(fields=['enterprise', 'status', '-signed_at'], name='snapshot_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.UniqueConstraint(condition=models.Q(('enterprise__isnull', False)), fields=('enterprise', 'table', 'period_code', 'number'), name='snapshot_version_once'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.UniqueConstraint(condition=models.Q(('enterprise', None)), fields=('table', 'period_code', 'number'), name='snapshot_version_of_the_district_once'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('check_value', ''), ('signed_at', None), ('signed_by', None), ('status', 'frozen')), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), ('status', 'signed'), models.Q(('check_value', ''), _negated=True)), _connector='OR'), name='snapshot_signed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='snapshot_corrected_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='snapshot',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='snapshot_counted_from_one'),
        ),
        migrations.RunPython(add_columns, migrations.RunPython.noop),
    ]

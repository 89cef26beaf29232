"""Rubrics, and the three that are offered everywhere to begin with."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

# Rubric -> criteria in their order: (name, most points, what so many points mean). Bands overlap where real ones do.
RUBRICS = {
    "技术成果评分表": [
        ("技术水平", 30, [
            (26, 30, "同行里领先，别处还没有见过"),
            (21, 25, "本企业领先，技术上有明显突破"),
            (10, 20, "比原来有改进，技术难度一般"),
        ]),
        ("经济效益", 30, [
            (26, 30, "一年节约或创造50万元以上"),
            (15, 25, "一年10万元以上，不到50万元"),
            (10, 14, "一年不到10万元"),
        ]),
        ("应用范围", 20, [
            (11, 20, "全企业都能用，外单位也能学"),
            (5, 15, "本车间、本班组能用"),
        ]),
        ("实用性", 20, [
            (15, 20, "做得出来，用得顺手，不添新的麻烦"),
            (5, 15, "能用，还要再改一改"),
        ]),
    ],
    "合理化建议评分表": [
        ("动机", 20, [
            (16, 20, "本职以外主动想到，自己先动手试过"),
            (11, 15, "干活时留心发现，问题说得清楚"),
            (5, 10, "本职范围内顺带提出"),
        ]),
        ("创造性", 15, [
            (12, 15, "办法是自己想出来的，以前没有人这样做"),
            (8, 11, "把别处的办法用到这里，有自己的改动"),
            (3, 7, "照搬已有的办法"),
        ]),
        ("可行性", 25, [
            (20, 25, "现有条件马上就能做"),
            (13, 19, "要添一些材料或停线配合，能做"),
            (5, 12, "还要再论证，或要外面帮忙"),
        ]),
        ("回收期", 30, [
            (25, 30, "半年以内收回投入，或几乎不花钱"),
            (18, 24, "一年以内收回投入"),
            (10, 17, "两年以内收回投入"),
            (0, 9, "两年以上，或算不出来"),
        ]),
        ("应用范围", 10, [
            (8, 10, "全企业都能用"),
            (5, 7, "一个车间能用"),
            (1, 4, "一个工位、一台设备能用"),
        ]),
    ],
    "技术革新评分表": [
        ("先进性", 10, [
            (8, 10, "指标超过同类做法"),
            (5, 7, "指标和同类做法相当"),
            (1, 4, "比自己原来好"),
        ]),
        ("创新性", 10, [
            (8, 10, "原理或结构是新的"),
            (5, 7, "关键的地方有改进"),
            (1, 4, "局部有改动"),
        ]),
        ("难度", 10, [
            (8, 10, "多个专业一起攻关才做成"),
            (5, 7, "要专门的技术和试验"),
            (1, 4, "一般的加工和安装"),
        ]),
        ("经济效益", 40, [
            (40, 40, "一年600万元以上"),
            (30, 30, "一年300万元以上，不到600万元"),
            (20, 20, "一年100万元以上，不到300万元"),
            (15, 15, "一年50万元以上，不到100万元"),
        ]),
        ("社会效益", 10, [
            (8, 10, "安全、环保或劳动强度有大的改善"),
            (5, 7, "有明显的改善"),
            (1, 4, "有一些改善"),
        ]),
        ("成熟程度", 10, [
            (8, 10, "已经连续使用一年以上"),
            (5, 7, "已经使用，三个月以上没有反复"),
            (1, 4, "刚做出样机或正在试用"),
        ]),
        ("应用情况", 10, [
            (8, 10, "别的单位也用上了"),
            (5, 7, "几个车间用上了"),
            (1, 4, "只在一处使用"),
        ]),
    ],
}  # fmt: skip


def add_rubrics(apps, schema_editor):
    rubrics, criteria, anchors = (
        apps.get_model("workshops", name).objects for name in ("Rubric", "Criterion", "Anchor")
    )
    for name, parts in RUBRICS.items():
        rubric = rubrics.create(name=name)
        for place, (criterion, points, bands) in enumerate(parts, 1):
            row = criteria.create(rubric=rubric, name=criterion, points=points, place=place)
            for first, last, words in bands:
                anchors.create(criterion=row, points_from=first, points_to=last, words=words)


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0004_paper_slips'),
        ('workshops', '0002_words_of_constraints'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('points', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='most points')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['rubric', 'place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAnchor',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('points_from', models.PositiveSmallIntegerField(verbose_name='points from')),
                ('points_to', models.PositiveSmallIntegerField(verbose_name='points to')),
                ('words', models.CharField(max_length=200, verbose_name='in words')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('criterion', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.criterion', verbose_name='criterion')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical anchor',
                'verbose_name_plural': 'historical anchors',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Rubric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='first judged by')),
                ('enterprise', models.ForeignKey(blank=True, help_text='Empty: offered in every enterprise.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rubrics', to='members.enterprise', verbose_name='enterprise')),
                ('replaces', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='workshops.rubric', verbose_name='in place of')),
            ],
            options={
                'verbose_name': 'rubric',
                'verbose_name_plural': 'rubrics',
                'ordering': ['name', 'version', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalRubric',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='version')),
                ('is_active', models.BooleanField(default=True, verbose_name='offered')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='first judged by')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('enterprise', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: offered in every enterprise.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='members.enterprise', verbose_name='enterprise')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.rubric', verbose_name='in place of')),
            ],
            options={
                'verbose_name': 'historical rubric',
                'verbose_name_plural': 'historical rubrics',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCriterion',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('points', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='most points')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rubric', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workshops.rubric', verbose_name='rubric')),
            ],
            options={
                'verbose_name': 'historical criterion',
                'verbose_name_plural': 'historical criteria',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='criterion',
            name='rubric',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='workshops.rubric', verbose_name='rubric'),
        ),
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('points_from', models.PositiveSmallIntegerField(verbose_name='points from')),
                ('points_to', models.PositiveSmallIntegerField(verbose_name='points to')),
                ('words', models.CharField(max_length=200, verbose_name='in words')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='anchors', to='workshops.criterion', verbose_name='criterion')),
            ],
            options={
                'verbose_name': 'anchor',
                'verbose_name_plural': 'anchors',
                'ordering': ['criterion', '-points_to', '-points_from', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('points_from__lte', models.F('points_to'))), name='anchor_points_in_order', violation_error_message='The band begins above its end.')],
            },
        ),
        migrations.AddConstraint(
            model_name='rubric',
            constraint=models.UniqueConstraint(condition=models.Q(('enterprise__isnull', False)), fields=('enterprise', 'name', 'version'), name='rubric_once_per_enterprise', violation_error_message='There is a rubric of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='rubric',
            constraint=models.UniqueConstraint(condition=models.Q(('enterprise', None)), fields=('name', 'version'), name='rubric_once_in_the_district', violation_error_message='There is a rubric of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('rubric', 'name'), name='criterion_once_per_rubric', violation_error_message='This criterion is there already.'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('points__range', (1, 100))), name='criterion_gives_1_to_100'),
        ),
        migrations.RunPython(add_rubrics, migrations.RunPython.noop),
    ]

from django.conf import settings
from django.db import migrations, models

from suggestions import triggers


def drop_triggers(apps, schema_editor):
    triggers.drop(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0011_times_away'),
        ('suggestions', '0005_first_rows'),
        ('workshops', '0006_sessions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerDayTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enterprise', models.BigIntegerField()),
                ('shop', models.BigIntegerField()),
                ('month', models.DateField()),
                ('tenths', models.IntegerField()),
                ('within_days', models.IntegerField()),
                ('number', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='CountedProposer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.BigIntegerField()),
                ('enterprise', models.BigIntegerField()),
                ('shop', models.BigIntegerField()),
                ('month', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='CountedSuggestion',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('enterprise', models.BigIntegerField()),
                ('shop', models.BigIntegerField()),
                ('month', models.DateField()),
                ('mask', models.BigIntegerField()),
                ('holds_until', models.DateTimeField(null=True)),
                ('tenths', models.IntegerField(null=True)),
                ('within_days', models.IntegerField(null=True)),
                ('verified_yuan', models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ('verified_soft_yuan', models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ('claimed_yuan', models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ('answers', models.SmallIntegerField(default=0)),
                ('unrated', models.SmallIntegerField(default=0)),
                ('clear', models.SmallIntegerField(default=0)),
                ('so_so', models.SmallIntegerField(default=0)),
                ('unclear', models.SmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='FigureFold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateTimeField()),
                ('counted_by', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='FigureMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suggestion', models.BigIntegerField(null=True)),
                ('person', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='FigureTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enterprise', models.BigIntegerField()),
                ('shop', models.BigIntegerField()),
                ('month', models.DateField()),
                ('suggestions', models.IntegerField(default=0)),
                ('received', models.IntegerField(default=0)),
                ('withdrawn', models.IntegerField(default=0)),
                ('spam', models.IntegerField(default=0)),
                ('answered', models.IntegerField(default=0)),
                ('adopted', models.IntegerField(default=0)),
                ('partly_adopted', models.IntegerField(default=0)),
                ('reserved', models.IntegerField(default=0)),
                ('declined', models.IntegerField(default=0)),
                ('merged', models.IntegerField(default=0)),
                ('forwarded', models.IntegerField(default=0)),
                ('pending', models.IntegerField(default=0)),
                ('overdue', models.IntegerField(default=0)),
                ('waiting_3', models.IntegerField(default=0)),
                ('waiting_7', models.IntegerField(default=0)),
                ('waiting_14', models.IntegerField(default=0)),
                ('waiting_longer', models.IntegerField(default=0)),
                ('waiting_week', models.IntegerField(default=0)),
                ('in_time', models.IntegerField(default=0)),
                ('answer_due', models.IntegerField(default=0)),
                ('implemented', models.IntegerField(default=0)),
                ('learned', models.IntegerField(default=0)),
                ('rechecked', models.IntegerField(default=0)),
                ('in_use', models.IntegerField(default=0)),
                ('stalled', models.IntegerField(default=0)),
                ('verified', models.IntegerField(default=0)),
                ('adopted_by_ledger', models.IntegerField(default=0)),
                ('implemented_by_ledger', models.IntegerField(default=0)),
                ('verified_by_ledger', models.IntegerField(default=0)),
                ('declined_exists', models.IntegerField(default=0)),
                ('declined_cost', models.IntegerField(default=0)),
                ('declined_unsafe', models.IntegerField(default=0)),
                ('declined_outside', models.IntegerField(default=0)),
                ('declined_other', models.IntegerField(default=0)),
                ('declined_unstated', models.IntegerField(default=0)),
                ('verified_yuan', models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ('verified_soft_yuan', models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ('claimed_yuan', models.DecimalField(decimal_places=2, default=0, max_digits=18)),
                ('answers', models.IntegerField(default=0)),
                ('unrated', models.IntegerField(default=0)),
                ('clear', models.IntegerField(default=0)),
                ('so_so', models.IntegerField(default=0)),
                ('unclear', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='PeopleTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enterprise', models.BigIntegerField()),
                ('shop', models.BigIntegerField()),
                ('month', models.DateField()),
                ('previous', models.DateField()),
                ('number', models.IntegerField(default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('answered_at', None)), fields=['received_at', 'id'], name='suggestion_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='answerdaytally',
            constraint=models.UniqueConstraint(fields=('enterprise', 'shop', 'month', 'tenths', 'within_days'), name='answer_day_tally_once'),
        ),
        migrations.AddConstraint(
            model_name='countedproposer',
            constraint=models.UniqueConstraint(fields=('person', 'enterprise', 'shop', 'month'), name='counted_proposer_once'),
        ),
        migrations.AddIndex(
            model_name='countedsuggestion',
            index=models.Index(condition=models.Q(('holds_until__isnull', False)), fields=['holds_until'], name='counted_for_a_while'),
        ),
        migrations.AddIndex(
            model_name='figuremark',
            index=models.Index(condition=models.Q(('person__isnull', False)), fields=['person'], name='figure_mark_person'),
        ),
        migrations.AddConstraint(
            model_name='figuremark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('suggestion', None)), models.Q(('person', None), ('suggestion__isnull', False)), _connector='OR'), name='figure_mark_of_one'),
        ),
        migrations.AddIndex(
            model_name='figuretally',
            index=models.Index(fields=['shop', 'month'], name='figure_tally_of_wholes'),
        ),
        migrations.AddConstraint(
            model_name='figuretally',
            constraint=models.UniqueConstraint(fields=('enterprise', 'shop', 'month'), name='figure_tally_once'),
        ),
        migrations.AddIndex(
            model_name='peopletally',
            index=models.Index(fields=['shop', 'month', 'previous', 'enterprise', 'number'], name='people_tally_of_wholes'),
        ),
        migrations.AddConstraint(
            model_name='peopletally',
            constraint=models.UniqueConstraint(fields=('enterprise', 'shop', 'month', 'previous'), name='people_tally_once'),
        ),
        # The triggers come after all migrations; on the way back they go before the table they write to.
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
    ]

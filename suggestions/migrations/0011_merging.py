"""Merging, “I have met this too”, and the words that mean the same."""

from pathlib import Path

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

SENTENCES = [
    "谢谢您提出来。您说的与……是同一件事，合并到一起办，结果会一并告诉您。",
    "谢谢您提出来。……已经有工友提过，正在办；您补充的……也一起考虑，办好了同时告诉您。",
]


def add_sentences(apps, schema_editor):
    sentences = apps.get_model("suggestions", "Sentence").objects
    for text in SENTENCES:
        sentences.get_or_create(enterprise=None, text=text, defaults={"decision": "merged"})


def add_synonyms(apps, schema_editor):
    groups = apps.get_model("suggestions", "SynonymGroup").objects
    for words in (Path(__file__).parent.parent / "default_synonyms.txt").read_text(encoding="utf-8").split():
        groups.create(words=words)


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_notices'),
        ('suggestions', '0010_drafts'),
        ('workshops', '0002_words_of_constraints'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Backing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='words')),
            ],
            options={
                'verbose_name': '“I have met this too”',
                'verbose_name_plural': '“I have met this too”',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalSynonymGroup',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='updated at')),
                ('words', models.CharField(help_text='Two or more, with = between them: 行车=天车=桥吊', max_length=300, verbose_name='words of one meaning')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical group of synonyms',
                'verbose_name_plural': 'historical groups of synonyms',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='SynonymGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('words', models.CharField(help_text='Two or more, with = between them: 行车=天车=桥吊', max_length=300, verbose_name='words of one meaning')),
            ],
            options={
                'verbose_name': 'group of synonyms',
                'verbose_name_plural': 'groups of synonyms',
                'ordering': ['words'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='taken_back_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='taken back at'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='suggestions.suggestion', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='unmerged_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='a merge was last taken back at'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='conclusion',
            field=models.CharField(choices=[('adopted', 'Adopted'), ('partly_adopted', 'Partly adopted'), ('reserved', 'Reserved'), ('declined', 'Not adopted for now'), ('merged', 'Merged')], max_length=16, verbose_name='conclusion'),
        ),
        migrations.AlterField(
            model_name='historicalsentence',
            name='decision',
            field=models.CharField(choices=[('adopted', 'Adopt'), ('partly_adopted', 'Adopt in part'), ('reserved', 'Keep in reserve'), ('declined', 'Do not adopt for now'), ('merged', 'Merge with another one'), ('ask', 'Ask the worker for details')], max_length=16, verbose_name='belongs to'),
        ),
        migrations.AlterField(
            model_name='sentence',
            name='decision',
            field=models.CharField(choices=[('adopted', 'Adopt'), ('partly_adopted', 'Adopt in part'), ('reserved', 'Keep in reserve'), ('declined', 'Do not adopt for now'), ('merged', 'Merge with another one'), ('ask', 'Ask the worker for details')], max_length=16, verbose_name='belongs to'),
        ),
        migrations.AlterField(
            model_name='suggestion',
            name='conclusion',
            field=models.CharField(blank=True, choices=[('adopted', 'Adopted'), ('partly_adopted', 'Partly adopted'), ('reserved', 'Reserved'), ('declined', 'Not adopted for now'), ('merged', 'Merged')], max_length=16, verbose_name='conclusion'),
        ),
        migrations.AlterField(
            model_name='suggestion',
            name='status',
            field=models.CharField(choices=[('submitted', 'Waiting for an answer'), ('in_review', 'Taken up'), ('needs_info', 'Waiting for details'), ('adopted', 'Adopted'), ('partly_adopted', 'Partly adopted'), ('reserved', 'Reserved'), ('declined', 'Not adopted for now'), ('implementing', 'Being put into practice'), ('implemented', 'Done'), ('merged', 'Merged'), ('withdrawn', 'Withdrawn')], default='submitted', max_length=16, verbose_name='status'),
        ),
        migrations.AlterField(
            model_name='suggestionevent',
            name='verb',
            field=models.CharField(choices=[('submitted', 'Sent in'), ('joined', 'Says: this is mine'), ('named_together', 'Colleagues who had the idea too are named'), ('confirmed_together', 'A colleague confirms having had the idea too'), ('left_together', 'A colleague is no longer named'), ('shares_set', 'Shares are set'), ('name_shown', 'Shows the name'), ('envelope_asked', 'Union staff ask for the hidden name'), ('envelope_opened', 'Union staff have learnt the hidden name'), ('envelope_refused', 'The hidden name stays sealed'), ('taken', 'Taken up'), ('transferred', 'Handed on'), ('reclassified', 'Kind changed'), ('asked', 'Asked for details'), ('supplemented', 'Details added'), ('photos_followed', 'Photos added later'), ('resumed', 'Goes on without the details'), ('adopted', 'Adopted'), ('partly_adopted', 'Partly adopted'), ('reserved', 'Kept in reserve'), ('kept', 'Looked at again, stays in reserve'), ('declined', 'Not adopted for now'), ('merged', 'Merged with another one'), ('merged_in', 'Another one about the same thing is merged in'), ('unmerged', 'The merge is taken back'), ('parted', 'One that was merged in stands alone again'), ('withdrawn', 'Withdrawn'), ('nudged', 'Asks how far it is'), ('escalated', 'Late: those above have been told'), ('asked_again', 'Asks for an explanation'), ('explained', 'Explained once more'), ('appealed', 'Asks somebody else to look at it'), ('progress', 'Progress'), ('finished', 'Reported as done'), ('confirmed', 'Confirmed on the spot'), ('not_done', 'Not done yet, says the proposer'), ('silence', 'No objection in five days'), ('implemented', 'Done'), ('claimed', 'Benefit claimed'), ('verified', 'Benefit verified'), ('shown_publicly', 'Shown to everybody in the gallery'), ('not_public', 'No longer shown to everybody'), ('spam', 'Marked as spam'), ('not_spam', 'No longer marked as spam')], max_length=24, verbose_name='event'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_at', None), models.Q(('conclusion', 'merged'), ('taken_back_at__gte', models.F('decided_at'))), _connector='OR'), name='only_a_merge_is_taken_back'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('status', 'merged'), models.Q(('merged_into', models.F('pk')), _negated=True)), _connector='OR'), name='suggestion_merged_into_another'),
        ),
        migrations.AddField(
            model_name='backing',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backings', to='members.person', verbose_name='person'),
        ),
        migrations.AddField(
            model_name='backing',
            name='suggestion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='backings', to='suggestions.suggestion', verbose_name='suggestion'),
        ),
        migrations.AddField(
            model_name='historicalsynonymgroup',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='backing',
            constraint=models.UniqueConstraint(fields=('suggestion', 'person'), name='backing_once'),
        ),
        migrations.RunPython(add_sentences, migrations.RunPython.noop),
        migrations.RunPython(add_synonyms, migrations.RunPython.noop),
    ]

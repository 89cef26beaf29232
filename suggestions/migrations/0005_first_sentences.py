"""Ready sentences to begin with, and the day on which what is kept in reserve comes back."""

import datetime as dt

from django.db import migrations
from django.utils import timezone

SENTENCES = {
    "adopted": [
        "您说得对，我们到现场看过了。决定……，由……负责，……前做好。",
        "这个办法好，采纳了。……负责落实，做好后请您到现场看一看。",
    ],
    "partly_adopted": ["采纳其中……这一部分，……前做好；……这一部分先不改，原因是……。"],
    "reserved": ["这个想法好，眼下……条件还不够，先记在储备里，每年复看一次；……具备了就做。"],
    "declined": [
        "谢谢您提出来。这回先不改，原因是……；如果……，我们再看。",
        "谢谢您提出来。同样的措施已经有了：……。如果用起来还是不方便，请您再告诉我们……。",
    ],
    "ask": ["谢谢您提出来。想再请教您：……是哪个工位、什么时候发生的？有照片更好。"],
}


def add_sentences(apps, schema_editor):
    sentences = apps.get_model("suggestions", "Sentence").objects
    for decision, texts in SENTENCES.items():
        for text in texts:
            sentences.get_or_create(enterprise=None, text=text, defaults={"decision": decision})


def set_review_days(apps, schema_editor):
    suggestions = apps.get_model("suggestions", "Suggestion").objects
    for suggestion in suggestions.filter(status="reserved", review_on=None).exclude(concluded_at=None).iterator():
        concluded = timezone.localtime(suggestion.concluded_at).date()
        suggestion.review_on = concluded + dt.timedelta(days=365)
        suggestion.save(update_fields=["review_on"])


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0004_kinds_handlers_sentences")]
    operations = [
        migrations.RunPython(add_sentences, migrations.RunPython.noop),
        migrations.RunPython(set_review_days, migrations.RunPython.noop),
    ]

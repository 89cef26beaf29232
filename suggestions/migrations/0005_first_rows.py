"""Ready sentences, synonyms and the table of rewards to begin with; and the day on which what is kept in reserve comes back."""

import datetime as dt
from pathlib import Path

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
    "merged": [
        "谢谢您提出来。您说的与……是同一件事，合并到一起办，结果会一并告诉您。",
        "谢谢您提出来。……已经有工友提过，正在办；您补充的……也一起考虑，办好了同时告诉您。",
    ],
    "forwarded": [
        "这件事光靠我们自己办不了，原因是……。已把它作为难题上报联盟，请各家工作室揭榜；有了结果第一时间告诉您。",
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


def add_synonyms(apps, schema_editor):
    groups = apps.get_model("suggestions", "SynonymGroup").objects
    for words in (Path(__file__).parent.parent / "default_synonyms.txt").read_text(encoding="utf-8").split():
        groups.get_or_create(words=words)


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
    replaces = [("suggestions", "0016_result")]
    dependencies = [("suggestions", "0004_since_0_1")]
    operations = [
        migrations.RunPython(add_sentences, migrations.RunPython.noop),
        migrations.RunPython(set_review_days, migrations.RunPython.noop),
        migrations.RunPython(add_synonyms, migrations.RunPython.noop),
        migrations.RunPython(add_table, migrations.RunPython.noop),
    ]

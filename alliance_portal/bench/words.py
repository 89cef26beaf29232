"""Looking for words: our search beside a comparison with every text, on words that many, some and few texts say.

The made-up texts say the same few words over and over, so rarer ones are planted: one in a thousand says the words of
`SOME`, and five of all, spread over the years, say those of `FEW`.
"""

from functools import partial

from django.db import connection
from django.db.models import F
from django.db.models.functions import Coalesce

from alliance_portal.keyset import Order
from suggestions import word_index
from suggestions.models import Suggestion, WordIndex
from suggestions.search import Search

from .measure import milliseconds, replay, statements

PAGE, AT_ONCE = 25, 2000
NEWEST = Order("-received_at", "-pk")
SOME, FEW = "激光跟踪仪校准", "冷镦模具开裂"
# Of two to five characters each: what nearly every page says, what is planted, and what nobody says.
WORDS = (
    ("frequent", ("夹具", "定位销", "照明灯", "扭矩扳手")),
    ("mid", ("激光", "跟踪仪", "激光跟踪", "激光跟踪仪")),
    ("rare", ("冷镦", "模具开", "冷镦模具", "冷镦模具开")),
    ("none", ("飞船", "永动机", "海底隧道", "量子计算机")),
)


def plant():
    """Let some texts say rarer words; called again it finds nothing to do."""
    some = Suggestion.objects.annotate(rest=F("pk") % 1000).filter(rest=7).exclude(idea__contains=SOME)
    some.update(idea=SOME)
    if not Suggestion.objects.filter(idea=FEW).exists():
        keys, number = Suggestion.objects.order_by("pk").values_list("pk", flat=True), Suggestion.objects.count()
        spread = [keys[number * part // 6] for part in range(1, 6)]
        Suggestion.objects.filter(pk__in=spread).update(idea=FEW)


def make_index():
    """Cut the texts that were written past it; the index is made when they are there, which is faster."""
    rows, last = Suggestion.objects.order_by("pk").filter(word_index=None), 0
    word_index.remove(connection)
    while part := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        WordIndex.objects.write(part, are_new=True)
        last = part[-1].pk
    word_index.install(connection)
    analyse()


def analyse():
    """Tell the planner what there is now."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def compare(runs):
    """{kind of word: {"ms": the slowest search, "ratio": comparing each text / the search, of the least ratio}}"""
    found = {}
    for kind, words in WORDS:
        pairs = [_compared(word, runs) for word in words]
        found[kind] = {"ms": max(pair[0] for pair in pairs), "ratio": min(pair[1] for pair in pairs)}
    return found


def _compared(word, runs):
    """(ms of a search with all around it, how many times as long the database alone takes to compare every text)"""
    rows = Suggestion.objects.all()
    search = Search((word,), rows.says)
    # Sorted by what no index has, or the database would walk along one and be done where the word is frequent.
    unindexed = [Coalesce(F(name), F(name)).desc() for name in ("received_at", "pk")]
    slowly = rows.filter(search.condition).order_by(*unindexed)

    def by_index():
        return [row.pk for row in search.first_of(rows, NEWEST, PAGE)]

    def by_comparing():
        return [row.pk for row in slowly[:PAGE]]

    if by_index() != by_comparing():
        raise RuntimeError(f"The search for {word} finds something else than comparing every text.")
    sent = [statements(each) for each in (by_index, by_comparing)]
    (whole,) = milliseconds(by_index, runs=runs)
    ours, each = milliseconds(*(partial(replay, one) for one in sent), runs=max(runs // 3, 1))
    return whole, each / ours

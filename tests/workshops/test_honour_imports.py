"""The register of honours as offices keep it: read, refused with a reason, written, undone, and out again."""

import datetime as dt
import io

import pytest

from members.ledger_import import UndoRefusedError, undo
from members.models import Notice
from members.system import system_account
from tests.factories import PersonFactory, WorkshopFactory
from tests.ledger_files import columns_of, counts_of, imported, previewed, problems_of, workbook
from workshops import exports
from workshops.imports import HonourLedger
from workshops.models import Honour
from workshops.services import honours
from workshops.statistics import honours as figures

HEADER = [
    "序号", "荣誉名称", "级别", "荣誉类别", "授予单位", "文号", "授予时间", "姓名", "工号", "工作室名称", "集体名称",
    "所在单位", "事由",
]  # fmt: skip
ROW = {
    "荣誉名称": "五一劳动奖章", "级别": "市级", "荣誉类别": "五一劳动奖章", "授予单位": "市总工会",
    "文号": "市工发〔2026〕5号", "授予时间": "2026.4.28", "姓名": "王 海", "事由": "焊装一线十年",
}  # fmt: skip
WORKSHOP = {**ROW, "荣誉名称": "优秀工作室", "荣誉类别": "工作室", "姓名": None, "工作室名称": "焊装劳模工作室"}
TEAM = {**ROW, "荣誉名称": "工人先锋号", "荣誉类别": "先锋号", "姓名": None, "集体名称": "焊装一班"}
ENTERPRISE = {**ROW, "荣誉名称": "先进单位", "荣誉类别": None, "姓名": None}


def table(*rows):
    return workbook(["荣誉台账"], HEADER, *[[row.get(name) for name in HEADER] for row in rows])


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")


def take(cast, *rows):
    return imported(HonourLedger, cast.enterprise, table(*rows))


def test_each_row_is_an_honour_of_whoever_it_names(cast, workshop):
    batch = take(cast, ROW, WORKSHOP, TEAM, ENTERPRISE)
    assert counts_of(batch) == (4, 0, 0, 0)
    held = {one.title: (one.holder, one.holder_name, one.kind, one.source) for one in Honour.objects.all()}
    assert held == {
        "五一劳动奖章": ("person", "王海", "may_day_medal", "ledger"),
        "优秀工作室": ("workshop", "焊装劳模工作室", "workshop", "ledger"),
        "工人先锋号": ("team", "焊装一班", "pioneer_team", "ledger"),
        "先进单位": ("enterprise", "长风客车有限公司", "other", "ledger"),
    }
    medal = Honour.objects.get(holder="person")
    assert (medal.granted_on, medal.level, medal.document_number) == (
        dt.date(2026, 4, 28),
        "municipal",
        "市工发〔2026〕5号",
    )
    assert Notice.objects.get(user=cast.worker).kind == "honour_asks"


def test_a_preview_writes_nothing(cast):
    assert counts_of(previewed(HonourLedger, cast.enterprise, table(ROW))) == (1, 0, 0, 0)
    assert not Honour.objects.exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"荣誉名称": ""}, "荣誉名称"),
        ({"级别": "宇宙级"}, "级别"),
        ({"授予单位": ""}, "授予单位"),
        ({"授予时间": "去年"}, "授予时间"),
        ({"授予时间": "2999-01-01"}, "授予时间"),
        ({"荣誉类别": "不知道"}, "荣誉类别"),
        ({"姓名": "没这个人"}, "姓名"),
        ({"姓名": "李同名"}, "姓名"),
        ({"工号": "9999"}, "工号"),
        ({"工号": "0002"}, "姓名"),
        ({"集体名称": "焊装一班"}, "集体名称"),
        ({"姓名": None, "工作室名称": "没有的工作室"}, "工作室名称"),
        ({"所在单位": "甲辰机床有限公司"}, "所在单位"),
        ({"事由": "王海同志十年如一日"}, "事由"),
    ],
)
def test_every_refused_row_has_its_number_its_column_and_a_reason(cast, strangers, row, column):
    for _n in range(2):
        PersonFactory(department=cast.team, name="李同名")
    batch = take(cast, {**ROW, **row}, ENTERPRISE)
    assert counts_of(batch) == (1, 0, 0, 1)
    assert columns_of(batch) == {3: [column]}
    assert all(reason for _column, reason in problems_of(batch)[3])
    assert Honour.objects.get().holder == "enterprise"


def test_the_same_row_twice_and_what_stands_there_already_come_in_once(cast):
    assert counts_of(take(cast, ROW, ROW)) == (1, 0, 0, 1)
    assert counts_of(take(cast, {**ROW, "文号": "改过的文号"})) == (0, 0, 1, 0)
    honour = Honour.objects.get()
    assert (honour.document_number, honour.version) == ("市工发〔2026〕5号", 1)


def test_what_the_enterprise_grants_itself_needs_no_body(cast):
    take(cast, {**ROW, "级别": "公司级", "授予单位": ""})
    assert Honour.objects.get().body == "本企业"


def test_undoing_takes_everything_back_and_rings_no_longer(cast, workshop):
    batch = take(cast, ROW, WORKSHOP)
    undo(batch, HonourLedger, by=system_account())
    assert not Honour.objects.exists()
    assert not Notice.objects.filter(user=cast.worker).unread().exists()


def test_what_was_worked_on_since_is_named_and_nothing_is_undone(cast, staff):
    batch = take(cast, ROW, ENTERPRISE)
    honours.change(Honour.objects.get(holder="enterprise"), by=staff, title="先进集体")
    with pytest.raises(UndoRefusedError) as refused:
        undo(batch, HonourLedger, by=system_account())
    assert refused.value.touched == {4: "先进单位"}
    assert Honour.objects.count() == 2


def test_what_goes_out_comes_in_again_as_the_same(cast, staff, workshop):
    take(cast, ROW, WORKSHOP, TEAM, ENTERPRISE)
    listed = Honour.objects.with_holders(staff)
    content = exports.honours(listed, figures.count(listed, dt.date(2026, 6, 1)))
    assert counts_of(previewed(HonourLedger, cast.enterprise, content)) == (0, 0, 4, 0)
    assert io.BytesIO(content).read(2) == b"PK"

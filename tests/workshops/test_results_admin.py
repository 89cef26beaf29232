"""What staff read of results, and the words of the “Five Smalls” they keep."""

import pytest
from django.urls import reverse

from members.services import keep_specialities
from tests.factories import SpecialityFactory
from tests.workshops.resulting import asked, fresh, rolled_out, shared, used
from workshops.models import FiveSmallKind, RollOut
from workshops.services import results


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


def page(desk, name, *args):
    answer = desk.get(reverse(f"admin:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_staff_read_results_uses_and_roll_outs_but_no_makers(cast, strangers, desk):
    welding = SpecialityFactory()
    keep_specialities(strangers.worker.person, [welding], by=strangers.worker)
    result = shared(cast.enterprise)
    result.specialities.set([welding])
    results.credit(result, by=cast.officer, makers=[{"person": cast.worker.person}], patents=[])
    rolled_out(result, cast.officer, strangers.shop)
    use = used(result, strangers)
    asked(result, strangers, department=strangers.office)
    shown = page(desk, "workshops_result_changelist") + page(desk, "workshops_result_change", result.pk)
    assert (result.title in shown, "王海" in shown) == (True, False)
    assert "照着做就行。" in page(desk, "workshops_shareduse_change", use.pk)
    assert "冲焊车间" in page(desk, "workshops_rollout_change", RollOut.objects.get().pk)
    page(desk, "workshops_shareduse_changelist")
    page(desk, "workshops_rollout_changelist")
    page(desk, "members_department_delete", strangers.shop.pk)


def test_staff_withdraw_with_a_reason(cast, desk):
    result = shared(cast.enterprise)
    data = {"action": "withdraw", "_selected_action": [result.pk], "confirmed": "1", "reason": "图错了"}
    desk.post(reverse("admin:workshops_result_changelist"), data)
    assert (fresh(result).status, fresh(result).withdrawn_because) == ("withdrawn", "图错了")


def test_staff_keep_the_words_of_an_enterprise(cast, desk):
    data = {"enterprise": cast.enterprise.pk, "name": "小改造", "national": "renovation", "place": 1, "is_active": "on"}
    desk.post(reverse("admin:workshops_fivesmallkind_add"), data)
    assert [kind.name for kind in FiveSmallKind.objects.offered_in(cast.enterprise)] == ["小改造"]

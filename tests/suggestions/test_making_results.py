"""A finished improvement becomes a result: a draft with its words, photos and people, once."""

import pytest

from alliance_portal.workflow import WorkflowError
from suggestions import services
from tests.suggestions import stages
from tests.suggestions.practising import again, body, send
from tests.suggestions.telling import told
from tests.workshops.resulting import fresh
from workshops.models import Result
from workshops.services import results

WORDS = {"title": "电缆吊臂", "method": "吊臂带走电缆", "after": "不再压断", "innovation": "technology"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def made(cast, suggestion):
    return services.make_result(suggestion, by=cast.officer, **WORDS).result


def test_it_takes_words_photos_and_people_along(cast):
    suggestion = stages.done(cast)
    result = made(cast, suggestion)
    assert (result.is_draft, result.before, result.method) == (True, suggestion.problem, "吊臂带走电缆")
    assert [(maker.person, maker.place) for maker in result.makers.all()] == [
        (cast.worker.person, 1), (cast.owner.person, 2),
    ]  # fmt: skip
    assert result.photos_of("after")
    assert result.photos_of("after")[0].image.name != suggestion.photos.get(kind="after").image.name
    assert again(suggestion).result == result
    assert told(cast.worker)[-1] == "became_result"


def test_whoever_hides_the_name_is_not_among_the_makers(cast):
    suggestion = stages.done(cast)
    type(suggestion).objects.filter(pk=suggestion.pk).update(name_hidden=True)
    assert [maker.person for maker in made(cast, suggestion).makers.all()] == [cast.owner.person]


def test_what_is_not_done_or_has_its_result_makes_none(cast):
    suggestion = stages.done(cast)
    made(cast, suggestion)
    for wrong in (again(suggestion), stages.adopted(cast)):
        with pytest.raises(WorkflowError):
            made(cast, wrong)
    assert Result.objects.count() == 1


def test_a_draft_that_is_thrown_away_leaves_room_for_another(cast):
    suggestion = stages.done(cast)
    results.discard(made(cast, suggestion), by=cast.officer)
    assert made(cast, again(suggestion)).is_draft


def test_an_officer_makes_it_from_the_task_and_its_people_read_of_it_once_shared(cast, client):
    suggestion = stages.done(cast)
    client.force_login(cast.officer)
    assert "Make a result of it" in body(client.get(f"/en/workbench/tracking/{suggestion.number}/"))
    send(client, suggestion, "result/", move="result", **WORDS)
    result = Result.objects.get()
    assert result.number in body(client.get(f"/en/workbench/tracking/{suggestion.number}/"))
    client.force_login(cast.worker)
    assert "A result came of it" not in body(client.get(f"/en/suggestions/{suggestion.number}/"))
    results.publish(fresh(result), by=cast.officer)
    assert "A result came of it" in body(client.get(f"/en/suggestions/{suggestion.number}/"))


@pytest.mark.parametrize("who", ["reviewer", "leader", "owner"])
def test_nobody_else_makes_one(cast, client, who):
    suggestion = stages.done(cast)
    client.force_login(getattr(cast, who))
    assert client.get(f"/en/workbench/tracking/{suggestion.number}/result/").status_code == 403

"""The copy of somebody who has a part in everything: each kind is told in a question or two, never row by row."""

from tests.access_world import World


def test_the_copy_is_made_whatever_is_in_it(cast, strangers, staff, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    World(cast, strangers, staff)
    client.force_login(cast.worker)
    assert client.post("/me/data/copy/").status_code == 200

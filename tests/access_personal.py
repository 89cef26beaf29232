"""What stands behind the addresses of one's own data and of requests about it."""

from members import services


def personal(cast):
    """A request of a colleague that waits."""
    asked = services.data_requests.ask(by=cast.colleague, kind="correction", words="岗位写错了")
    return {"members:data-request": {"pk": asked.pk}}

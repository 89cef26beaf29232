"""What stands behind the addresses of stories, news and remarks in the access table."""

from tests.members import telling
from tests.portal import saying


def voices(cast, staff):
    """A story of the enterprise at each step, one that the worker has to read; news for its people; a remark."""
    public = telling.published(cast.colleague, cast.officer, photo=True)
    draft = telling.draft(cast.owner, cast.officer)
    handed_in = telling.handed_in(cast.finance)
    telling.offered(cast.worker, cast.officer)
    news = {"slug": saying.news(staff, for_=cast.enterprise, pictured=True).slug}
    steps = {"": public, "-photo": public, "-desk": public, "-take-down": public, "-send-back": public}
    steps |= {"-write": draft, "-offer": draft, "-publish": handed_in}
    return {
        **{f"members:story{step}": {"code": story.code} for step, story in steps.items()},
        "news-item": news,
        "news-picture": news,
        "feedback-one": {"code": saying.remark().code},
    }

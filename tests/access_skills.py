"""What stands behind the addresses of skills in the access table."""

from tests.members import skilling
from workshops.services import skills


def certificates(cast):
    """One of the worker that waits, and how many welders the shop needs."""
    made = {"pk": skilling.handed_in(cast.worker).pk}
    need = skills.set_need(cast.shop, skilling.welding(), by=cast.officer, least_grade="senior", number=2)
    names = ("change", "withdraw", "file", "desk", "confirm", "refuse", "revoke")
    of_the_shop = {"?": f"unit=d{cast.shop.pk}&speciality={need.speciality.name}"}
    return {
        **{f"workshops:{name}": of_the_shop for name in ("skill-need-new", "skilled-people")},
        **{f"members:skill-{name}": made for name in names},
        **{f"workshops:skill-need{step}": {"pk": need.pk} for step in ("", "-drop")},
    }

"""What visitors see of a workshop is public; the names of its members are not."""

from members.permissions import enterprise_ids, is_district_staff


def can_see_members(user, workshop):
    """District staff, and whoever works in the workshop's enterprise or holds a role there."""
    return is_district_staff(user) or workshop.enterprise_id in enterprise_ids(user)

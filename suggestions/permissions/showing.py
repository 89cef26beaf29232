"""What officers show to others: the gallery, posters, boards, figures on other sites."""

from members.permissions import enterprise_ids_with, has_role, is_district_staff


def runs_gallery(user, suggestion):
    """Whoever has a say in what everybody sees of it: the officers, and district staff, whose site it is."""
    return has_role(user, suggestion.enterprise_id, "officer") or is_district_staff(user)


def can_show_in_gallery(user, suggestion):
    """Officers of the enterprise decide what leaves the house."""
    return suggestion.shown_publicly_at is None and has_role(user, suggestion.enterprise_id, "officer")


def can_take_out_of_gallery(user, suggestion):
    return suggestion.shown_publicly_at is not None and runs_gallery(user, suggestion)


def can_hang_posters(user):
    """Officers in their enterprise, district staff everywhere."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_run_boards(user):
    """Officers and leaders hang boards up in their enterprise, district staff everywhere."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader"))


def can_make_embeds(user):
    """Officers and leaders put figures of their enterprise on other sites, district staff those of the district."""
    return can_run_boards(user)


def can_change_embed(user, embed):
    """Whoever's figures they are: the enterprise's officers and leaders, for the district's its staff."""
    if embed.enterprise_id is None:
        return is_district_staff(user)
    return has_role(user, embed.enterprise_id, "officer", "leader")


def can_revoke_embed(user, embed):
    """The same; and district staff, on whose portal all addresses are."""
    return can_change_embed(user, embed) or is_district_staff(user)

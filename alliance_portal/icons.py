"""The portal's own drawings, as data: 24-pixel line icons, the mark, and the look of every status."""

from math import cos, radians, sin

ICONS = {
    "copy": '<path d="M8.5 8.5h11v11h-11z"/><path d="M15.5 8.5v-4h-11v11h4"/>',
    "alert": '<path d="M12 4.2l8.8 15.3H3.2z"/><path d="M12 10v4.2M12 16.9v.1"/>',
    "arrow": '<path d="M4.5 12h14.5M13 6l6 6-6 6"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4"/>',
    "book": (
        '<path d="M4.5 5.5c2.8-1.2 5.3-1 7.5.6 2.2-1.6 4.7-1.8 7.5-.6v13'
        'c-2.8-1.2-5.3-1-7.5.6-2.2-1.6-4.7-1.8-7.5-.6z"/>'
        '<path d="M12 6.2v12.6"/>'
    ),
    "bookmark": '<path d="M7 4h10v16.5l-5-3.8-5 3.8z"/>',
    "bulb": (
        '<path d="M9.5 18.5h5M10.3 21h3.4"/>'
        '<path d="M12 3a6.3 6.3 0 0 0-3.9 11.2c.8.7 1.3 1.4 1.3 2.3'
        'h5.2c0-.9.5-1.6 1.3-2.3A6.3 6.3 0 0 0 12 3z"/>'
    ),
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10.2h16M8 3.5v4M16 3.5v4"/>',
    "camera": (
        '<path d="M4 8.5h3.2l1.8-3h6l1.8 3H20a1 1 0 0 1 1 1V18a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 '
        '0 1 3 18V9.5a1 1 0 0 1 1-1z"/>'
        '<circle cx="12" cy="13.5" r="3.6"/>'
    ),
    "chart": '<path d="M4 20h16M7 16.5v-5M12 16.5v-10M17 16.5v-7"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7.5"/>',
    "chevron": '<path d="M9.5 5.5l6.5 6.5-6.5 6.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.3V12l3.2 2"/>',
    "download": '<path d="M12 4v11.5M7 11l5 5 5-5M5 20h14"/>',
    "fullscreen": '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
    "home": '<path d="M4 11.2L12 4l8 7.2V20h-5.2v-5.6H9.2V20H4z"/>',
    "image": (
        '<rect x="3.5" y="5" width="17" height="14" rx="2"/>'
        '<path d="M4 16.5l4.5-4.5 4 4 2.8-2.8 4.7 4.3"/>'
        '<circle cx="15.5" cy="9.3" r="1.3"/>'
    ),
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.2v5M12 7.8v.1"/>',
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1.3 1.3"/>'
        '<path d="M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1.3-1.3"/>'
    ),
    "medal": '<circle cx="12" cy="9.2" r="5.2"/><path d="M8.8 13.5L7.3 21l4.7-2.6 4.7 2.6-1.5-7.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "pin": (
        '<path d="M12 21c4.7-4.9 7-8.3 7-11.3a7 7 0 1 0-14 0C5 12.7 7.3 16.1 12 21z"/>'
        '<circle cx="12" cy="9.7" r="2.5"/>'
    ),
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8.5V4h10v4.5M7 17H4V8.5h16V17h-3"/><path d="M7 13.5h10V20H7z"/>',
    "refresh": '<path d="M19.5 11.5a7.6 7.6 0 1 0-2 5.7M20 5.5v6h-6"/>',
    "rocket": (
        '<path d="M5 15.5c-1.3.9-1.5 3.5-1.5 5 1.5 0 4.1-.2 5-1.5M9 15l-1.5-1.5c.8-5.2 4.5-9.3 12-10 0 7-4.5 '
        '11.2-9.5 12.5z"/><circle cx="14.3" cy="9.2" r="1.6"/>'
    ),
    "search": '<circle cx="11" cy="11" r="6.3"/><path d="M15.7 15.7L20.5 20.5"/>',
    "shield": (
        '<path d="M12 3l7.5 2.8v5.7c0 4.6-3 7.9-7.5 9.5-4.5-1.6-7.5-4.9-7.5-9.5V5.8z"/>'
        '<path d="M8.8 12l2.3 2.3 4.2-4.5"/>'
    ),
    "tool": (
        '<path d="M20.3 6.7a4.9 4.9 0 0 1-6.7 5.9l-6.9 7a2.1 2.1 0 0 1-3-3l7-6.9a4.9 4.9 0 0 1 5.9-'
        '6.7l-2.9 2.9.4 2.9 2.9.4z"/>'
    ),
    "user": '<circle cx="12" cy="8.2" r="3.8"/><path d="M4.5 20.2c.8-3.9 3.9-5.9 7.5-5.9s6.7 2 7.5 5.9"/>',
    "users": (
        '<circle cx="9" cy="8.5" r="3.3"/>'
        '<path d="M2.8 19.5c.6-3.5 3.2-5.3 6.2-5.3s5.6 1.8 6.2 5.3"/>'
        '<path d="M15.5 5.5a3.2 3.2 0 0 1 0 6.1M17.5 14.5c2 .7 3.3 2.4 3.7 5"/>'
    ),
}

# Status → (colour of the tag, icon). A tag always carries its word too: colour alone says nothing.
STATUS_LOOKS = {
    "submitted": ("warn", "clock"),
    "in_review": ("blue", "check"),
    "needs_info": ("grey", "info"),
    "adopted": ("blue", "check"),
    "partly_adopted": ("blue", "check"),
    "reserved": ("grey", "bookmark"),
    "declined": ("grey", ""),
    "merged": ("grey", "link"),
    "forwarded": ("blue", "arrow"),
    "implementing": ("blue", "tool"),
    "implemented": ("ok", "check"),
    "withdrawn": ("grey", ""),
    "verified": ("gold", "medal"),
    "learned": ("grey", "book"),
    "overdue": ("err", "alert"),
    # Of rewards.
    "proposed": ("warn", "clock"),
    "approved": ("blue", "check"),
    "sent": ("blue", "arrow"),
    "paid": ("gold", "medal"),
    "received": ("ok", "check"),
    "settled": ("grey", "check"),
    "clawed_back": ("err", "alert"),
    "rejected": ("grey", ""),
    # Of drafts, visits and their promises.
    "draft": ("grey", ""),
    "shared": ("blue", "check"),
    "closed": ("ok", "check"),
    "discarded": ("grey", ""),
    "open": ("warn", "clock"),
    "kept": ("ok", "check"),
    "not_kept": ("grey", ""),
    # Of bookings.
    "asked": ("warn", "clock"),
    "confirmed": ("ok", "check"),
    "cancelled": ("grey", ""),
    # Of requests.
    "done": ("ok", "check"),
    "refused": ("grey", ""),
    # Of training sessions, and of topics asked for.
    "session_draft": ("grey", ""),
    "session_announced": ("ok", "check"),
    "session_cancelled": ("err", "alert"),
    "session_over": ("grey", "check"),
    "session_running": ("blue", "clock"),
    "session_shut": ("grey", ""),
    "session_full": ("grey", ""),
    "session_few": ("warn", "clock"),
    "session_free": ("ok", ""),
    "wish_open": ("warn", "clock"),
    "wish_planned": ("blue", "tool"),
    "wish_answered": ("ok", "check"),
    "wish_closed": ("grey", ""),
    # Of plates.
    "nurturing": ("grey", "refresh"),
    "applied": ("warn", "clock"),
    "named": ("gold", "medal"),
    "reviewing": ("blue", "search"),
    "passed": ("ok", "check"),
    "rectify": ("warn", "alert"),
    "revoked": ("err", "alert"),
    "valid": ("ok", "medal"),
    "given_up": ("grey", ""),
    # Of frozen reports.
    "report_frozen": ("warn", "clock"),
    "report_signed": ("ok", "check"),
    # Of spot checks, and of what they found.
    "check_planned": ("grey", ""),
    "check_drawn": ("blue", "search"),
    "check_closed": ("ok", "check"),
    "check_called_off": ("grey", ""),
    "found_open": ("warn", "clock"),
    "found_confirmed": ("ok", "check"),
    "found_different": ("warn", "info"),
    "found_unchecked": ("grey", ""),
    # Of problems, and of bids for them.
    "problem_draft": ("grey", ""),
    "problem_checking": ("warn", "search"),
    "problem_open": ("warn", "clock"),
    "problem_claimed": ("blue", "users"),
    "problem_working": ("blue", "tool"),
    "problem_delivered": ("blue", "arrow"),
    "problem_accepted": ("ok", "check"),
    "problem_failed": ("grey", "book"),
    "problem_ended": ("grey", ""),
    "problem_unclaimed": ("grey", ""),
    "problem_dropped": ("grey", ""),
    "offered": ("warn", "clock"),
    "chosen": ("ok", "check"),
    "not_chosen": ("grey", ""),
    # Of readiness.
    "missing": ("grey", ""),
    "in_hand": ("blue", "tool"),
    "there": ("ok", "check"),
    # Of requests for help.
    "passed_on": ("warn", "arrow"),
    "taken_up": ("blue", "users"),
    "solved": ("ok", "check"),
    # Of shared documents.
    "published": ("ok", "check"),
    # Of results in use elsewhere, and of roll-outs.
    "agreed": ("blue", "check"),
    "trial": ("blue", "tool"),
    "adapted": ("ok", "check"),
    "not_applicable": ("grey", "info"),
    "has_it": ("grey", "check"),
    "no_use": ("grey", ""),
    # Of alliances, their members and plans.
    "waiting": ("warn", "clock"),
    "accepted": ("ok", "check"),
    "member": ("ok", "check"),
    "rectifying": ("warn", "alert"),
    "left": ("grey", ""),
    "drafting": ("grey", "book"),
    "in_force": ("blue", "check"),
    "plan_open": ("blue", "clock"),
    "plan_late": ("err", "alert"),
    "plan_done": ("ok", "check"),
    "plan_given_up": ("grey", ""),
    "plan_carried": ("grey", "arrow"),
    # Of stories of people.
    "story_draft": ("grey", ""),
    "story_offered": ("warn", "clock"),
    "story_handed_in": ("warn", "clock"),
    "story_published": ("ok", "check"),
    "story_withdrawn": ("grey", ""),
    # Of skill certificates, and of what is needed.
    "skill_waiting": ("warn", "clock"),
    "skill_valid": ("ok", "check"),
    "skill_expiring": ("warn", "clock"),
    "skill_expired": ("err", "alert"),
    "skill_refused": ("err", "info"),
    "skill_withdrawn": ("grey", ""),
    "skill_revoked": ("err", "alert"),
    "skill_gap": ("err", "alert"),
    "skill_enough": ("ok", "check"),
    # Of award rounds, their entries and objections.
    "review": ("blue", "search"),
    "deciding": ("blue", "users"),
    "publicity": ("warn", "info"),
    "called_off": ("grey", ""),
    "recommended": ("warn", "clock"),
    "eligible": ("blue", "check"),
    "ineligible": ("grey", ""),
    "taken_out": ("err", "alert"),
    "upheld": ("err", "alert"),
    # Of mentoring agreements.
    "mentorship_draft": ("grey", ""),
    "mentorship_signing": ("warn", "clock"),
    "mentorship_in_force": ("blue", "users"),
    "mentorship_graduated": ("ok", "check"),
    "mentorship_not_passed": ("warn", "alert"),
    "mentorship_ended": ("grey", ""),
    "mentorship_dropped": ("grey", ""),
    # Of contests, and of agreements with partners.
    "announced": ("blue", "info"),
    "running": ("warn", "tool"),
    "agreement_coming": ("blue", "clock"),
    "agreement_in_force": ("ok", "check"),
    "agreement_over": ("grey", ""),
    "agreement_ended": ("grey", "alert"),
}

# The mark: three nuts in a honeycomb, one workshop beside the other.
_NUTS = ((24, 14.6), (15.4, 29.5), (32.6, 29.5))


def _hexagon(x, y, radius):
    corners = (radians(60 * corner) for corner in range(6))
    return " ".join(f"{x + radius * sin(turn):.2f},{y - radius * cos(turn):.2f}" for turn in corners)


MARK = (
    '<g fill="none" stroke="currentColor" stroke-width="2.7" stroke-linejoin="round">'
    + "".join(f'<polygon points="{_hexagon(x, y, 8.6)}"/>' for x, y in _NUTS)
    + '</g><g fill="currentColor">'
    + "".join(f'<circle cx="{x}" cy="{y}" r="2.9"/>' for x, y in _NUTS)
    + "</g>"
)


def _honeycomb_cells():
    radius, width = 56, 56 * 3**0.5
    for row in range(-1, 7):
        for column in range(-1, 8):
            x, y = column * width + (row % 2) * width / 2, row * radius * 1.5
            if (row * 7 + column * 3) % 5 < 3:
                yield f'<polygon points="{_hexagon(x, y, radius - 4)}"/>'
            if (row * 5 + column) % 6 == 0:
                yield f'<circle cx="{x:.1f}" cy="{y:g}" r="17"/>'


# The pattern behind the home page's promise.
HONEYCOMB = f'<g fill="none" stroke="#ffd98a" stroke-width="2">{"".join(_honeycomb_cells())}</g>'

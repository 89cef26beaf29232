"""Departments as ledgers write them."""

import re

from alliance_portal import ledgers
from members.models import Department


class Places:
    """The departments of an enterprise by every way in which a ledger may write them."""

    SEPARATORS = re.compile(r"[·・\-—/\\]")

    def __init__(self, enterprise):
        self.by_name = {}
        for department in Department.objects.filter(enterprise=enterprise).select_related("parent", "enterprise"):
            names = [department.name]
            if department.parent_id:
                names.append(department.parent.name + department.name)
            for name in names:
                self.by_name.setdefault(self._key(name), []).append(department)

    def _key(self, name):
        return self.SEPARATORS.sub("", ledgers.key(name))

    def find(self, name):
        """The department of that name: a shop before teams, a team only when it is the only one so called."""
        found = self.by_name.get(self._key(name), [])
        shops = [department for department in found if not department.parent_id]
        return shops[0] if shops else found[0] if len(found) == 1 else None

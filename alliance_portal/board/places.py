"""What a place is called on a wall: one of few people is as good as a name, so the next larger one is told."""

from collections import Counter

from django.db.models import Count
from django.utils.translation import gettext as _

from suggestions.services.names import FEWEST


class Places:
    """The departments of an enterprise with the people in service under each: two queries for any number of rows."""

    def __init__(self, enterprise):
        self.enterprise = enterprise
        self._tree = {
            pk: (parent, name) for pk, parent, name in enterprise.departments.values_list("pk", "parent", "name")
        }
        self._people = Counter()
        working = enterprise.people.in_service().order_by().values_list("department").annotate(Count("pk"))
        for department, number in working:
            self._add(department, number)

    def _add(self, department, number):
        while department is not None:
            self._people[department] += number
            department = self._tree[department][0]

    def large_enough(self, department_id):
        """The smallest department with five people or more around this one; None: only the enterprise has so many."""
        while department_id is not None and self._people[department_id] < FEWEST:
            department_id = self._tree[department_id][0]
        return department_id

    def name_of(self, department_id):
        """The name of that department, else the enterprise's."""
        place = self.large_enough(department_id)
        return self.enterprise.short_name if place is None else self._tree[place][1]

    def names_of(self, places):
        """{place: name} of places that are large enough; two of one name stand with what they belong to."""
        names = {place: self.name_of(place) for place in places}
        often = Counter(names.values())
        return {place: self._full_name(place) if often[name] > 1 else name for place, name in names.items()}

    def _full_name(self, place):
        parent, name = self._tree.get(place, (None, self.enterprise.short_name))
        return _(" · ").join((self._tree[parent][1], name)) if parent else name

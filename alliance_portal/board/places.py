"""What a place is called on a wall: one of few people is as good as a name, so the next larger one is told."""

from collections import Counter

from django.db.models import Count

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

    def name_of(self, department_id):
        """The name of the smallest department with five people or more around this one, else the enterprise's."""
        while department_id is not None:
            parent, name = self._tree[department_id]
            if self._people[department_id] >= FEWEST:
                return name
            department_id = parent
        return self.enterprise.short_name

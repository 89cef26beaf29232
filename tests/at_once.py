"""Several requests at the same moment, each in a thread with a connection of its own. Needs `transactional_db`."""

import threading

from django.db import DatabaseError, connections

from alliance_portal.workflow import WorkflowError


def at_once(*works):
    """Do all of it at once and return what came of each, in order: its result, or "told", or "broken".

    "told" is a WorkflowError, which people can read; "broken" is an error of the database, which they must not see.
    """
    start, outcomes = threading.Barrier(len(works), timeout=20), [None] * len(works)

    def run(place, work):
        start.wait()
        try:
            outcomes[place] = work()
        except WorkflowError:
            outcomes[place] = "told"
        except DatabaseError:
            outcomes[place] = "broken"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def outcomes(*works):
    """The same without the results, sorted: "done", "told" or "broken" for each."""
    return sorted(came if came in ("told", "broken") else "done" for came in at_once(*works))

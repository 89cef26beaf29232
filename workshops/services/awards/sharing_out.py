"""Which judges score which entries: as many for each entry, and as evenly as conflicts allow. Pure functions."""

from collections import deque


def share_out(entries, judges, conflicts, each):
    """{entry: judges that score it}, `each` of them and none in conflict; `conflicts` are pairs (judge, entry).

    Loads differ by one at most wherever that is possible. Raises ValueError with the entries for which there are not
    enough judges. The order of `entries` and `judges` decides between what is equal, so the caller draws it by lot.
    """
    free = {entry: [judge for judge in judges if (judge, entry) not in conflicts] for entry in entries}
    short = [entry for entry in entries if len(free[entry]) < each]
    if short:
        raise ValueError(short)
    loads = dict.fromkeys(judges, 0)
    shared = {}
    # What few can judge is given away first.
    for entry in sorted(entries, key=lambda entry: len(free[entry])):
        shared[entry] = sorted(free[entry], key=lambda judge: loads[judge])[:each]
        for judge in shared[entry]:
            loads[judge] += 1
    while _level(shared, free, loads):
        pass
    return shared


def _level(shared, free, loads):
    """Take one entry from a judge with much and, hand to hand, give one to a judge with at least two less."""
    for start in sorted(loads, key=lambda judge: -loads[judge]):
        chain = _chain(start, shared, free, loads)
        if chain:
            for entry, giver, taker in chain:
                shared[entry].remove(giver)
                shared[entry].append(taker)
            loads[start] -= 1
            loads[chain[-1][2]] += 1
            return True
    return False


def _chain(start, shared, free, loads):
    """The shortest way [(entry, from judge, to judge)] from this judge to one with at least two less, or None."""
    ways, waiting = {start: []}, deque([start])
    while waiting:
        giver = waiting.popleft()
        for entry in (entry for entry in shared if giver in shared[entry]):
            for taker in free[entry]:
                if taker in ways or taker in shared[entry]:
                    continue
                ways[taker] = [*ways[giver], (entry, giver, taker)]
                if loads[taker] <= loads[start] - 2:
                    return ways[taker]
                waiting.append(taker)
    return None


def next_judge(judges, loads, taken):
    """The one with the least to do who does not have it and may judge it, None when there is nobody."""
    return min((judge for judge in judges if judge not in taken), key=lambda judge: loads.get(judge, 0), default=None)

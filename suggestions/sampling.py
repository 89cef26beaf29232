"""Drawing a sample that anybody can draw again: by the seed and the numbers alone, with any tool that knows SHA-256."""

import hashlib

from .models import SpotCheck


def rank(seed, number):
    """Where a suggestion stands in the draw: SHA-256 of “seed:number”, in hexadecimal. The smallest are drawn."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def sample(population, *, method, size, seed):
    """The numbers that are drawn, of each enterprise the smallest ranks, enterprise by enterprise.

    `population` is {enterprise code: numbers}. By `EACH` so many of every enterprise, or all where there are fewer; by
    `ALL` so many in all, see `shared_out`.
    """
    sizes = {code: len(numbers) for code, numbers in population.items()}
    wanted = dict.fromkeys(sizes, size) if method == SpotCheck.Method.EACH else shared_out(sizes, size)
    return [
        number
        for code in sorted(population)
        for number in sorted(population[code], key=lambda number: rank(seed, number))[: wanted[code]]
    ]


def drawn_again(check):
    """The numbers that the seed draws from the register: the same as those that were drawn."""
    return sample(check.register, method=check.method, size=check.size, seed=check.seed)


def shared_out(sizes, total):
    """{code: how many} of `total`, in proportion to the sizes: whole parts first, then the largest remainders.

    Of equal remainders the first code of the alphabet comes first. Never more than there are.
    """
    everything = sum(sizes.values())
    total = min(total, everything)
    if not total:
        return dict.fromkeys(sizes, 0)
    shares = {code: total * size // everything for code, size in sizes.items()}
    remainders = sorted(sizes, key=lambda code: (-(total * sizes[code] % everything), code))
    for code in remainders[: total - sum(shares.values())]:
        shares[code] += 1
    return shares

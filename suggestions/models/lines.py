"""Lines of a calculation: what, how many of it in twelve months, and the price of one."""

from dataclasses import asdict, dataclass
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")
MOST_LINES = 5


@dataclass(frozen=True)
class Line:
    what: str
    quantity: Decimal
    unit: str
    price: Decimal

    @property
    def amount(self):
        return (self.quantity * self.price).quantize(CENT, ROUND_DOWN)

    @property
    def plain(self):
        """In a form that JSON can hold."""
        return {name: str(value) for name, value in asdict(self).items()}

    @classmethod
    def revived(cls, plain):
        """The opposite of `plain`."""
        numbers = {name: Decimal(plain[name]) for name in ("quantity", "price")}
        return cls(**plain | numbers)


def total(lines):
    return sum((line.amount for line in lines), Decimal(0))

"""Numbers that an enterprise is asked to check (请核对): rules as data, raised by a few queries for all enterprises.

A flag is a question to the enterprise's union, never a reproach: each rule has an innocent explanation, which the
officers give in a sentence. Too few cases raise none.
"""

from .finding import Raised, raised, rows
from .rules import BY_CODE, PREFIX, RULES, Rule, rule_of

__all__ = ["BY_CODE", "PREFIX", "RULES", "Raised", "Rule", "raised", "rows", "rule_of"]

"""Demo data: three made-up enterprises and nine months of their ideas, made by the services everything else uses.

Names, texts and numbers are invented; the photos are drawn here. All dates are relative to the day it is made.
"""

from .accounts import ACCOUNTS, OTHERS_DATA, is_there
from .build import build

__all__ = ["ACCOUNTS", "OTHERS_DATA", "build", "is_there"]

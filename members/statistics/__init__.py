"""What is counted of people: how many were in service, and what they asked for about their own data."""

from . import data_requests
from .data_requests import DEFINITIONS
from .headcounts import MonthCount, headcount_by_month, headcounts, headcounts_by_enterprise

__all__ = ["DEFINITIONS", "MonthCount", "data_requests", "headcount_by_month", "headcounts", "headcounts_by_enterprise"]

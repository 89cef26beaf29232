"""Open figures: every number of the portal as JSON and CSV at an address that stays, for those who may see it.

Nothing is counted here. Each of `chapters` asks the statistics that page, workbook and command ask; `asked` reads
what the address wants, and `content` writes down what came of it.
"""

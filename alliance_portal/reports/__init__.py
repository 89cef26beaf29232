"""The report centre: the tables that offices hand upward, drawn from what is recorded, frozen and signed.

No report has a field to type into. `tables` says which columns there are, `rows` fills them by the statistics that
count everything else, `drawing` makes the content that page, workbook and snapshot show.
"""

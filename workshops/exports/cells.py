"""Cells of a table to take away: days and words as text, numbers as numbers, nothing as nothing."""

import datetime as dt

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(sheet, number, cells, style=None):
    """Write a row; no text becomes a formula or a link."""
    for place, value in enumerate(cells):
        if isinstance(value, dt.date):
            sheet.write_string(number, place, value.isoformat(), style)
        elif isinstance(value, int | float):
            sheet.write_number(number, place, value, style)
        elif value or style:
            sheet.write_string(number, place, str(value or ""), style)


def write_head(sheet, columns, style):
    """The names of the columns with their widths, which stay in sight."""
    sheet.freeze_panes(1, 0)
    for place, (title, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, style)


def wan(yuan):
    """Yuan in 万元; nothing where there is no amount."""
    return None if yuan is None else float(yuan) / 10000

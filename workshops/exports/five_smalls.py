"""“五小”成果汇总表: the table that goes to the national round, for A4 across, in its own words."""

import io

import xlsxwriter

from .cells import OPTIONS, wan, write

COLUMNS = (
    ("序号", 6), ("成果名称", 26), ("类别", 10), ("完成单位", 22), ("完成人", 22), ("投用时间", 12), ("成果简介", 44),
    ("申报效益（万元）", 12), ("核定效益（万元）", 12), ("专利号", 20), ("知识产权归属", 16),
)  # fmt: skip
OWNERS = {
    "enterprise": "本单位", "makers": "完成人", "shared": "单位与完成人共有", "joint": "多单位共有",
    "poster": "出题单位",
}  # fmt: skip
# The words of the national round, whichever the enterprise has of its own.
KINDS = {
    "invention": "小发明", "creation": "小创造", "renovation": "小革新", "design": "小设计", "suggestion": "小建议",
}  # fmt: skip
FIRST_ROW = 3


def five_smalls(enterprise, year, entries, *, filled_in_by, day):
    """The bytes of the workbook; names are those of people who agreed that theirs is handed on."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        sheet = book.add_worksheet("五小成果汇总表")
        _on_paper(sheet)
        _head(book, sheet, enterprise, year, filled_in_by, day)
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        for place, entry in enumerate(entries):
            write(sheet, FIRST_ROW + place, [place + 1, *_cells(entry.result, entry.names)], cell)
        _foot(book, sheet, FIRST_ROW + len(entries), [entry.result for entry in entries])
    return buffer.getvalue()


def _on_paper(sheet):
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 1)
    for place, (_title, width) in enumerate(COLUMNS):
        sheet.set_column(place, place, width)


def _head(book, sheet, enterprise, year, filled_in_by, day):
    title = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, f"{year}年职工“五小”创新成果汇总表", title)
    sheet.merge_range(1, 0, 1, 4, f"填报单位（盖章）：{enterprise.name}")
    sheet.merge_range(1, 5, 1, 7, f"填报人：{filled_in_by}")
    sheet.merge_range(1, 8, 1, len(COLUMNS) - 1, f"日期：{day.year}年{day.month}月{day.day}日")
    bold = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True})
    write(sheet, FIRST_ROW - 1, [name for name, _width in COLUMNS], bold)


def _cells(result, names):
    brief = "\n".join(f"{word}：{text}" for word, text in (
        ("原状", result.before), ("做法", result.method), ("效果", result.after)
    ))  # fmt: skip
    kind, patents = KINDS[result.five_small.national], "、".join(one.number for one in result.patents.all())
    return [
        result.title, kind, result.enterprise.name, "、".join(names), result.in_use_since, brief,
        wan(result.claimed_yuan), wan(result.verified_yuan), patents, OWNERS[result.owner],
    ]  # fmt: skip


def _foot(book, sheet, number, results):
    """Claimed and verified are added up apart."""
    bold = book.add_format({"bold": True, "border": 1})
    sums = [sum(filter(None, map(wan, amounts)), 0.0) for amounts in (
        [one.claimed_yuan for one in results], [one.verified_yuan for one in results]
    )]  # fmt: skip
    write(sheet, number, ["合计", f"{len(results)}项", "", "", "", "", "", *sums, "", ""], bold)
    sheet.write_string(number + 2, 0, "单位工会负责人（签字）：____________    单位工会（盖章）：____________")

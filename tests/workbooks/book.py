"""A very small school's semester that tests change cell by cell. All people are invented."""

import io
from datetime import date, datetime, time
from string import ascii_uppercase

import openpyxl
import xlsxwriter

FIRST_DAY, LAST_DAY = date(2025, 9, 1), date(2026, 1, 23)


def day(month: int, number: int) -> date:
    return date(2026 if month < 9 else 2025, month, number)


def semester(code: str = "LYXX", school: str = "柳营小学") -> dict[str, list[list]]:
    """{sheet: rows}, headings in the first row; two campuses, four teachers, two groups, three activities."""
    return {
        "学校": [
            ["项目", "值"], ["学校名称", school], ["学校代码", code], ["学年", "2025-2026"], ["学期", 1],
            ["开学日期", FIRST_DAY], ["放假日期", LAST_DAY], ["每学时分钟", 40], ["学期学时要求", 20],
            ["学期听课要求", 8],
        ],
        "校区": [["名称"], ["本部"], ["河西校区"]],
        "教师": [
            ["工号", "姓名", "性别", "出生日期", "参加工作日期", "校区", "学科", "职称", "层级", "身份", "职务"],
            ["T01", "单小雨", "女", date(1985, 3, 2), date(2007, 8, 20), "本部", "语文", "高级教师", "优先发展",
             "骨干教师", "校长"],
            ["T02", "仇文礼", "男", date(1990, 7, 9), date(2012, 8, 20), "本部", "数学", "一级教师", "发展", "",
             "教务主任"],
            ["T03", "古丽娜尔·买买提", "女", date(1999, 1, 30), date(2024, 8, 20), "河西校区", "语文", "", "待发展",
             "新教师", "教师"],
            ["T04", "王䶮", "男", date(1978, 12, 1), date(2000, 8, 20), "河西校区", "数学", "一级教师", "发展", "",
             "教研组长、教师"],
        ],
        "教研组": [
            ["名称", "校区", "组长工号", "成员工号"],
            ["语文组", "本部", "T01", "T01、T03"], ["数学组", "河西校区", "T04", "T04、T02"],
        ],
        "活动": [
            ["编号", "名称", "类型", "组织", "日期", "开始", "结束", "地点", "主讲工号", "学时"],
            ["A01", "课堂提问的艺术", "专题讲座", "学校", day(9, 12), time(14, 30), time(16, 45), "报告厅", "T01", 3],
            ["A02", "语文组第1次集体备课", "集体备课", "语文组", day(9, 24), time(15, 0), time(16, 30), "", "T03", 2],
            ["A03", "数学组第1次集体备课", "集体备课", "数学组", day(10, 15), "", "", "", "", 1.5],
        ],
        "参与": [
            ["活动编号", "工号", "角色", "考勤"],
            ["A01", "T01", "主讲", "出席"], ["A01", "T02", "参加", "出席"], ["A01", "T03", "参加", "请假"],
            ["A01", "T04", "参加", "出席"], ["A02", "T01", "参加", "出席"], ["A02", "T03", "主讲", "出席"],
            ["A03", "T04", "主持", "出席"], ["A03", "T02", "参加", "缺席"],
        ],
        "听课": [
            ["听课人工号", "授课人工号", "日期", "节次", "班级", "学科", "课型", "方式", "评分", "意见"],
            ["T01", "T03", day(10, 13), 2, "三年级2班", "语文", "研究课", "现场", 92,
             "目标清楚。\n练习可以再少一些。"],
            ["T02", "T04", day(11, 5), 3, "五年级1班", "数学", "随堂课", "录像", 88.5, ""],
            ["T03", "T01", day(11, 20), "", "", "", "示范课", "", "", ""],
        ],
        "教案": [
            ["工号", "学科", "课题", "周次", "提交日期", "状态", "等级"],
            ["T03", "语文", "秋天的雨", 3, day(9, 15), "已通过", "优"], ["T04", "数学", "面积", 5, day(9, 28),
             "退回", "待改"],
        ],
        "成果": [
            ["工号", "类别", "标题", "日期", "字数", "级别", "结果", "等次"],
            ["T01", "论文", "读写结合的几点做法", day(12, 1), 3200, "市级", "获奖", "二等奖"],
            ["T02", "教学反思", "一次失败的导入", day(10, 20), 800, "", "—", ""],
        ],
        "课题": [
            ["编号", "名称", "级别", "类型", "上级课题", "负责人工号", "执笔人工号", "成员工号", "立项日期", "阶段"],
            ["K01", "低年级写话研究", "县级", "主课题", "", "T01", "T03", "T04、T02", date(2025, 3, 1), "中期"],
            ["K02", "写话评价的尝试", "校级", "子课题", "K01", "T03", "", "", "", "开题"],
        ],
    }  # fmt: skip


class Book:
    """The workbook; ``book["教师"]`` are its rows, ``book.put("教师", "B3", …)`` sets a cell as Excel names it."""

    def __init__(self, **about):
        self.sheets = semester(**about)

    def __getitem__(self, sheet: str) -> list[list]:
        return self.sheets[sheet]

    def put(self, sheet: str, cell: str, value) -> "Book":
        column = openpyxl.utils.column_index_from_string(cell.rstrip("0123456789"))
        row = self.sheets[sheet][int(cell.lstrip(ascii_uppercase)) - 1]
        row.extend([""] * (column - len(row)))
        row[column - 1] = value
        return self

    def rename(self, code: str, school: str = "柳营小学") -> "Book":
        return self.put("学校", "B2", school).put("学校", "B3", code)

    def content(self) -> bytes:
        return content(self.sheets)


def content(sheets: dict[str, list[list]], change=None) -> bytes:
    """An xlsx file; ``change(xlsxwriter book, {name: sheet})`` may add to it before it is closed."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        days, clock = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "hh:mm"})
        pages = {title: book.add_worksheet(title) for title in sheets}
        for title, rows in sheets.items():
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, (date, datetime)):
                        pages[title].write_datetime(r, c, value, days)
                    elif isinstance(value, time):
                        pages[title].write_datetime(r, c, value, clock)
                    elif value != "":
                        pages[title].write(r, c, value)
        if change:
            change(book, pages)
    return buffer.getvalue()


def rows_of(file: bytes) -> dict[str, list[tuple]]:
    """{sheet: rows} of an xlsx file, as another program reads it."""
    book = openpyxl.load_workbook(io.BytesIO(file), data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

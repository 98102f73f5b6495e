"""Numbers and days as official Chinese documents write them."""

from datetime import date

DIGITS = "〇一二三四五六七八九"


def ordinal(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 二十 …"""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def month_of(day: date) -> str:
    """二〇二六年一月"""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{ordinal(day.month)}月"


def school_year(first_year: int, term: int) -> str:
    """2025—2026 学年第一学期"""
    return f"{first_year}—{first_year + 1} 学年第{ordinal(term)}学期"


def plain_day(day: date) -> str:
    """2026年11月23日"""
    return f"{day.year}年{day.month}月{day.day}日"


# The period something is asked in.
PERIODS = {
    "week": "每周", "fortnight": "每两周", "month": "每月", "semester": "每学期", "school_year": "每学年",
    "calendar_year": "每年", "cycle": "每周期",
}  # fmt: skip


def longer(within: str) -> str:
    """The period's name where it is not the semester the report tells of."""
    return "" if within == "semester" else PERIODS[within]

"""What people type into cells, turned into values. Text and numbers in, values out.

``read_cell`` answers a value or raises ``Unreadable`` with a code (``validators/messages.py`` has the words).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from types import MappingProxyType

from apps.core.text import clean_code, clean_name, clean_text, split_list
from apps.workbooks.choices.layout import Column, Kind
from apps.workbooks.choices.words import NOTHING

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
# Day 0 of Excel's calendar, for every day since 1 March 1900.
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 a day on paper
# Numbers taken for a day: 1927 to 2105. A typed 2025.9 is none.
SERIALS = (10_000, 75_000)
CENT = Decimal("0.01")
NO_WORDS: Mapping[str, str] = MappingProxyType({})
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_YMD = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_TAIL = re.compile(r"(T|\s)\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_WEEKDAY = re.compile(r"\s*\(?\s*(星期|周|礼拜)[一二三四五六日天]\s*\)?\s*$")
_CLOCK = re.compile(r"(上午|下午|晚上|早上|中午)?(\d{1,2})[:时点](\d{1,2}|半)?分?(?::\d{2})?(am|pm)?")
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_YEAR = re.compile(r"(\d{4})(?:[-–—~至/](\d{4}|\d{2}))?(?:学年)?度?")


class Unreadable(ValueError):
    """A cell that cannot be read; ``code`` says why, ``params`` go into the message."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code, self.params = code, params


def is_blank(raw) -> bool:
    """Nothing, or nothing that can be seen."""
    return raw is None or (isinstance(raw, str) and not raw[:1].isalnum() and not clean_name(raw))


def as_text(raw) -> str:
    """A cell as the text one sees: 3.0 is 3. Raises Unreadable for a date, which Excel made of something else."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, (int, float)):
        return str(int(raw)) if isinstance(raw, int) or raw.is_integer() else repr(raw)
    raise Unreadable("date_in_text")


def plain(raw) -> str:
    """Half-width text without any spaces, for numbers, dates and choices."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", clean_name(as_text(raw))))


def read_date(raw, column: Column | None = None) -> date:
    """A real date, a written one, or Excel's number of a day."""
    found = _real_date(raw) or _written_date(raw)
    if found is None:
        raise Unreadable("not_a_date")
    if not EARLIEST <= found <= LATEST:
        raise Unreadable("date_far_off")
    return found


def _real_date(raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        if SERIALS[0] <= raw < SERIALS[1]:
            return (EPOCH + timedelta(days=int(raw))).date()
        return _day_of(_COMPACT.fullmatch(str(int(raw))) if raw < 1e9 else None)
    return None


def _written_date(raw) -> date | None:
    if not isinstance(raw, str):
        return None
    text = unicodedata.normalize("NFKC", clean_name(raw)).replace("。", ".")
    text = _TAIL.sub("", _WEEKDAY.sub("", text)).strip()
    compact = text.replace(" ", "")
    if re.fullmatch(r"\d{5}(\.\d+)?", compact):
        return _real_date(float(compact))
    return _day_of(_YMD.fullmatch(compact) or _COMPACT.fullmatch(compact))


def _day_of(match) -> date | None:
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def read_time(raw, column: Column | None = None) -> time:
    """A clock time to the minute: 14:30, 14：30, 下午2:30, 14点半, or Excel's part of a day."""
    if isinstance(raw, datetime):
        raw = raw.time()
    if isinstance(raw, time):
        return _from_seconds(raw.hour * 3600 + raw.minute * 60 + raw.second + raw.microsecond / 1e6)
    if isinstance(raw, timedelta):
        return _from_seconds(raw.total_seconds())
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _from_seconds(raw % 1 * 86400) if 0 <= raw < 1 else _bad_time()
    return _written_time(plain(raw) if isinstance(raw, str) else "")


def _from_seconds(seconds: float) -> time:
    minutes = round(seconds / 60)
    return time(*divmod(minutes, 60)) if 0 <= minutes < 24 * 60 else _bad_time()


def _written_time(text: str) -> time:
    match = _CLOCK.fullmatch(text.lower())
    if not match:
        return _bad_time()
    part, hour, minute, half = match.groups()
    hour, minute = int(hour), 30 if minute == "半" else int(minute or 0)
    if (part in {"下午", "晚上"} or half == "pm" or (part == "中午" and hour < 3)) and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else _bad_time()


def _bad_time():
    raise Unreadable("not_a_time")


def read_number(raw, column: Column) -> Decimal:
    """A number with at most two places, its unit left out; more places are rounded, as formulas leave many."""
    number = _number_of(raw, column.units)
    if not number.is_finite() or abs(number) > 10**9:
        raise Unreadable("not_a_number")
    number = number.quantize(CENT, ROUND_HALF_UP)
    _bounded(number, column)
    return number


def read_whole(raw, column: Column) -> int:
    number = _number_of(raw, column.units)
    if not number.is_finite() or abs(number) > 10**9:
        raise Unreadable("not_a_number")
    if number != number.to_integral_value():
        raise Unreadable("not_whole")
    _bounded(number, column)
    return int(number)


def _bounded(number: Decimal, column: Column) -> None:
    if number < 0 <= column.low:
        raise Unreadable("below_zero")
    if number < column.low:
        raise Unreadable("too_small", low=column.low)
    if number > column.high:
        raise Unreadable("too_large", high=column.high)


def _number_of(raw, units) -> Decimal:
    """The number in ``2学时``, ``第3节``, ``２``, ``1,200``, ``十二``. Raises Unreadable."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        raise Unreadable("not_a_number")
    if not isinstance(raw, str):
        return Decimal(repr(raw))
    text = plain(raw).lower().replace("，", ",").replace("−", "-")
    for unit in units:
        text = text.removesuffix(unit)
    text = text.removeprefix("第").removeprefix("约")
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if re.fullmatch(r"[零一二两三四五六七八九十]+", text):
        return Decimal(_chinese(text))
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text):
        raise Unreadable("not_a_number")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise Unreadable("not_a_number") from error


def _chinese(text: str) -> int:
    """三, 十二, 二十, 三十一. Raises Unreadable for anything longer."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        raise Unreadable("not_a_number")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def read_choice(raw, column: Column) -> str:
    found = column.words.read.get(plain(raw).lower())
    if found is None:
        raise Unreadable("not_a_choice", choices="、".join(column.words.listed))
    return found


def read_name(raw, column: Column) -> str:
    return _short(clean_name(as_text(raw)), column)


def read_code(raw, column: Column) -> str:
    return _short(clean_code(as_text(raw)), column)


def read_prose(raw, column: Column) -> str:
    return clean_text(as_text(raw))


def read_codes(raw, column: Column) -> tuple[str, ...]:
    parts = split_list(unicodedata.normalize("NFKC", as_text(raw)))
    return _listed([clean_code(part) for part in parts], column)


def read_names(raw, column: Column) -> tuple[str, ...]:
    return _listed([clean_name(part) for part in split_list(as_text(raw)) if part not in NOTHING], column)


def read_posts(raw, column: Column) -> tuple[str, ...]:
    """Posts by their value; a post we do not know stays as it was written."""
    words = [clean_name(part) for part in split_list(as_text(raw)) if part not in NOTHING]
    return tuple(dict.fromkeys(column.words.read.get(word.lower()) or _short(word, column) for word in words))


def _listed(items: list[str], column: Column) -> tuple[str, ...]:
    for item in items:
        _short(item, column)
    twice = next((item for item in items if items.count(item) > 1), None)
    if twice:
        raise Unreadable("listed_twice", item=twice)
    return tuple(items)


def _short(text: str, column: Column) -> str:
    if column.longest and len(text) > column.longest:
        raise Unreadable("too_long", longest=column.longest, length=len(text))
    return text


def read_year(raw, column: Column | None = None) -> int:
    """The calendar year a school year begins in: 2025-2026, 2025—2026学年, 2025."""
    match = _YEAR.fullmatch(plain(raw))
    if not match:
        raise Unreadable("not_a_year")
    first, second = int(match[1]), match[2]
    if second and int(second) % 100 != (first + 1) % 100:
        raise Unreadable("not_a_year")
    if not 1990 <= first <= 2100:
        raise Unreadable("not_a_year")
    return first


_READERS: dict[Kind, Callable] = {
    Kind.CODE: read_code, Kind.CODES: read_codes, Kind.NAME: read_name, Kind.NAMES: read_names,
    Kind.PROSE: read_prose, Kind.DATE: read_date, Kind.TIME: read_time, Kind.NUMBER: read_number,
    Kind.WHOLE: read_whole, Kind.CHOICE: read_choice, Kind.POSTS: read_posts, Kind.YEAR: read_year,
    Kind.LABELS: read_names,
}  # fmt: skip
_MANY = frozenset({Kind.CODES, Kind.NAMES, Kind.POSTS, Kind.LABELS})
_TEXTS = frozenset({Kind.CODE, Kind.NAME, Kind.PROSE})


def empty_value(column: Column):
    """What an empty cell means."""
    if column.kind in _MANY:
        return ()
    if column.kind in _TEXTS or column.kind == Kind.CHOICE:
        return column.empty
    return column.empty if column.empty != "" else None


def read_cell(raw, column: Column):
    """The value of a cell. Raises Unreadable; an empty cell that must be filled is ``missing``."""
    if is_blank(raw) or (not column.required and isinstance(raw, str) and plain(raw) in NOTHING):
        if column.required:
            raise Unreadable("missing")
        return empty_value(column)
    value = _READERS[column.kind](raw, column)
    if column.required and value in ("", ()):
        raise Unreadable("missing")
    return value


def shown(value, column: Column, labels: Mapping[str, str] = NO_WORDS):
    """A value as the workbook writes it: choices as words, lists with 、, nothing as an empty text.

    ``labels`` are the words for the codes of labels. Of numbers Excel keeps only the float; two places survive in it.
    """
    if value is None:
        return ""
    if column.kind == Kind.CHOICE:
        return column.words.write(value)
    if column.kind == Kind.POSTS:
        return "、".join(column.words.write(item) or item for item in value)
    if column.kind == Kind.LABELS:
        return "、".join(labels.get(code, code) for code in value)
    if column.kind in _MANY:
        return "、".join(value)
    if column.kind == Kind.YEAR:
        return f"{value}-{value + 1}"
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value

"""Names in pinyin, so that initials find a person.

A character that people read in two ways is found by both: the school knows how its 乐老师 is called, we do not.
"""

import re
from itertools import islice, product

from pypinyin import Style, lazy_pinyin

from apps.core.names import DOTS, searchable

# Readings as a surname, where the character has another one elsewhere.
SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "朴": "piao",
    "盖": "ge", "乐": "yue", "任": "ren", "华": "hua", "尹": "yin", "缪": "miao", "宓": "mi",
    "召": "shao", "瞿": "qu", "翟": "zhai", "覃": "qin", "员": "yun", "逄": "pang", "冼": "xian",
    "洗": "xian", "折": "she", "黑": "he", "秘": "bi", "繁": "po", "种": "chong", "重": "chong",
    "盛": "sheng", "石": "shi", "祭": "zhai", "哈": "ha", "谌": "chen", "葛": "ge", "过": "guo",
    "俞": "yu", "晁": "chao", "佴": "nai", "隗": "wei", "郗": "xi", "郇": "xun", "郄": "qie",
    "么": "yao", "纪": "ji", "宁": "ning", "卜": "bu", "牟": "mu", "车": "che", "燕": "yan",
    "应": "ying", "柏": "bai", "邸": "di", "适": "kuo", "恽": "yun", "撒": "sa", "相": "xiang",
    "尉": "wei", "臧": "zang", "长": "zhang", "便": "pian", "都": "du", "令": "ling", "少": "shao",
    "薄": "bo", "阚": "kan", "丌": "qi", "乜": "nie", "能": "nai", "藏": "zang", "句": "gou",
    "卻": "xi", "炅": "gui",
}  # fmt: skip
COMPOUND_SURNAMES = {
    "尉迟": ["yu", "chi"], "万俟": ["mo", "qi"], "长孙": ["zhang", "sun"], "澹台": ["tan", "tai"],
    "单于": ["chan", "yu"], "令狐": ["ling", "hu"], "宇文": ["yu", "wen"], "皇甫": ["huang", "fu"],
    "欧阳": ["ou", "yang"], "上官": ["shang", "guan"], "司马": ["si", "ma"], "司徒": ["si", "tu"],
    "诸葛": ["zhu", "ge"], "夏侯": ["xia", "hou"], "东方": ["dong", "fang"], "慕容": ["mu", "rong"],
    "公孙": ["gong", "sun"], "呼延": ["hu", "yan"], "鲜于": ["xian", "yu"], "乐正": ["yue", "zheng"],
}  # fmt: skip
# Characters of names that the library may not read.
RARE_READINGS = {"䶮": "yan", "㛃": "jie", "𬭚": "chun", "𠅤": "ying"}
# All readings that people go by: surnames of two pronunciations, and characters liked in given names.
SEVERAL_READINGS = {
    "乐": "le yue", "盖": "gai ge", "缪": "miao mou", "翟": "zhai di", "覃": "qin tan", "隗": "wei kui",
    "郗": "xi chi", "牟": "mu mou", "员": "yun yuan", "种": "chong zhong", "折": "she zhe", "谌": "chen shen",
    "区": "ou qu", "炅": "gui jiong", "曾": "zeng ceng", "茜": "qian xi", "晟": "sheng cheng",
    "盛": "sheng cheng", "重": "chong zhong", "长": "chang zhang", "朝": "chao zhao", "莎": "sha suo",
    "隽": "jun juan", "柏": "bai bo", "单": "dan shan", "解": "jie xie", "仔": "zi zai", "朴": "pu piao",
    "芾": "fu fei", "莞": "wan guan", "靓": "jing liang", "颉": "jie xie", "伽": "jia ga qie",
    "行": "xing hang", "荨": "xun qian", "都": "dou du", "澄": "cheng deng", "参": "shen can",
    "纶": "lun guan", "阿": "a e", "𠅤": "ying xi",
}  # fmt: skip
# How many readings of one name are kept, and how many characters of the text searched (the column's width).
READINGS, LENGTH = 8, 250

_PARTS = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")


def syllables(name: str) -> list[str]:
    """Pinyin of a name as it is most likely read: one syllable a character, without tones."""
    return [options[0] for options in _readings(name)]


def search_text(name: str, number: str) -> str:
    """What a search for a person is matched against: name, number, initials and full pinyin of every reading."""
    found = [searchable(name), searchable(number)]
    for parts in islice(product(*_readings(name)), READINGS):
        found += ["".join(part[0] for part in parts), "".join(parts)]
    return " ".join(dict.fromkeys(found))[:LENGTH]


def _readings(name: str) -> list[list[str]]:
    """The readings of each character, likeliest first. Dots and spaces are left out; a run of letters is one."""
    surname = _surname(name)
    if len(surname) == 2:
        return [[reading] for reading in surname] + [_options(*pair) for pair in _read(name[2:])]
    return [_options(*pair) for pair in [*zip(name, surname, strict=False), *_read(name[len(surname) :])]]


def _surname(name: str) -> list[str]:
    """Reading of a surname that needs one of its own; none for a name of several parts (阿依古丽·买买提)."""
    if DOTS.search(name):
        return []
    if name[:2] in COMPOUND_SURNAMES:
        return COMPOUND_SURNAMES[name[:2]]
    return [SURNAME_READINGS[name[0]]] if name[:1] in SURNAME_READINGS else []


def _read(text: str) -> list[tuple[str, str]]:
    """(character, reading) each, read together so that the library can use the context."""
    pairs = []
    for part in _PARTS.findall(text.lower()):
        if part.isascii():
            pairs.append((part, part))
        else:
            found = lazy_pinyin(part, style=Style.NORMAL, v_to_u=False, errors=_unknown)
            pairs += zip(part, found, strict=True)
    return pairs


def _unknown(run: str) -> list[str]:
    return [RARE_READINGS.get(character, character) for character in run]


def _options(character: str, reading: str) -> list[str]:
    return list(dict.fromkeys([reading, *SEVERAL_READINGS.get(character, "").split()]))

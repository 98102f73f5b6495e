"""Names in pinyin, so that initials find a person."""

from pypinyin import Style, lazy_pinyin

# Readings as a surname where they differ from the common reading of the character.
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
}  # fmt: skip
COMPOUND_SURNAMES = {
    "尉迟": ["yu", "chi"], "万俟": ["mo", "qi"], "长孙": ["zhang", "sun"], "澹台": ["tan", "tai"],
    "单于": ["chan", "yu"], "令狐": ["ling", "hu"], "宇文": ["yu", "wen"], "皇甫": ["huang", "fu"],
    "欧阳": ["ou", "yang"], "上官": ["shang", "guan"], "司马": ["si", "ma"], "司徒": ["si", "tu"],
    "诸葛": ["zhu", "ge"], "夏侯": ["xia", "hou"], "东方": ["dong", "fang"], "慕容": ["mu", "rong"],
    "尚书": ["shang", "shu"], "公孙": ["gong", "sun"], "呼延": ["hu", "yan"], "鲜于": ["xian", "yu"],
}  # fmt: skip
# Characters common in names that the library does not read.
RARE_READINGS = {"䶮": "yan", "㛃": "jie", "𬭚": "chun", "𠅤": "ying"}


def syllables(name: str) -> list[str]:
    """Pinyin of a name, one syllable a character, without tones."""
    if name[:2] in COMPOUND_SURNAMES:
        return COMPOUND_SURNAMES[name[:2]] + _given(name[2:])
    if name[:1] in SURNAME_READINGS:
        return [SURNAME_READINGS[name[0]], *_given(name[1:])]
    return _given(name)


def _given(text: str) -> list[str]:
    """Read all characters together, so that the library can use the context; leave out dots and spaces."""
    found = lazy_pinyin(
        text, style=Style.NORMAL, v_to_u=False, errors=lambda run: [RARE_READINGS.get(c, c) for c in run]
    )
    return [s for s in (syllable.lower() for syllable in found) if s.isalnum()]


def search_text(name: str, number: str) -> str:
    """What a search for a person is matched against: name, full pinyin, initials, number."""
    parts = syllables(name)
    return " ".join([name, "".join(parts), "".join(p[0] for p in parts), number]).lower()

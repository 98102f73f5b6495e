"""The words rules are made of: a code for the data, Chinese for the sentence.

A pack names what it adds (its own kinds, categories, labels …); a code nobody named is a mistake of spelling.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Lowest first: the order decides which of two levels is the higher.
LEVELS = ("school", "county", "city", "province", "national")
# Of these nobody earns anything unless a rule names the state: the person was not there.
AWAY = frozenset({"absent", "leave", "official_leave", "expected"})

STANDARD: dict[str, dict[str, str]] = {
    "family": {
        "activity": "活动", "observation": "听课", "lesson_plan": "教案", "work": "成果",
        "project": "课题", "other": "其他工作",
    },
    "level": {
        "school": "校级", "county": "县级", "city": "市级", "province": "省级", "national": "国家级",
    },
    "part": {
        "speaker": "主讲", "chair": "主持", "participant": "参加", "author": "作者", "main_author": "主要作者",
        "leader": "负责人", "writer": "执笔人", "member": "成员", "mentor": "师傅", "apprentice": "徒弟",
        "observer": "听课人", "teacher": "上课人", "organiser": "组织者",
    },
    "place": {"inside": "校内", "outside": "校外", "online": "网络", "interschool": "校际"},
    "attendance": {
        "present": "出席", "late": "迟到", "left_early": "早退", "leave": "请假", "official_leave": "公假",
        "absent": "缺席", "expected": "未到时间",
    },
    "evidence": {
        "script": "讲稿", "reflection": "反思", "lesson_design": "教学设计", "minutes": "活动记录",
        "sign_in": "签到表", "certificate": "证书", "plan": "计划", "summary": "总结", "material": "材料",
        "agreement": "协议书", "photo": "照片",
    },
    "stamp": {
        "school": "学校认定", "bureau": "教育局核定", "plan": "教育局批准计划",
        "preparation_leader": "备课组长审核", "group_leader": "教研组长审核", "grade_head": "级段长审核",
        "office": "教导处审核", "principal": "校长审核",
    },
    "post": {
        "principal": "校长", "vice_principal": "副校长", "teaching_affairs": "教导主任", "research": "教科室主任",
        "grade_head": "级段长", "group_leader": "教研组长", "preparation_leader": "备课组长", "teacher": "教师",
    },
    "tier": {"emerging": "待发展教师", "developing": "发展教师", "leading": "优先发展教师"},
    "group_kind": {
        "research": "教研组", "preparation": "备课组", "grade": "级段", "leading": "领导小组", "mentor": "师徒结对",
    },
    "group_role": {
        "leader": "组长", "deputy": "副组长", "member": "组员", "mentor": "师傅", "apprentice": "徒弟",
    },
    "kind": {},
    "category": {},
    "label": {
        "recording": "录像课", "master": "名师课", "published": "发表", "awarded": "获奖",
        "excellent": "优等", "good": "良等", "pass": "合格等", "poor": "待提高等",
        "application": "申报阶段", "registration": "立项阶段", "opening": "开题阶段", "midterm": "中期阶段",
        "closing": "结题阶段",
    },
}  # fmt: skip

# What a pack may name itself; the other lists are the program's.
OPEN = ("kind", "category", "label", "part", "place", "evidence", "stamp")
# The longest word of these lists, in characters; a kind has a name in the school's own catalogue.
LONGEST, LONGEST_KIND = 60, 30
UNITS = {"hours": "学时", "credits": "学分", "points": "积分"}


@dataclass(frozen=True)
class Names:
    """Codes and their Chinese, by list (``level``, ``kind`` …)."""

    lists: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: STANDARD)

    def plus(self, more: Mapping[str, Mapping[str, str]]) -> "Names":
        """These names and others; where both know a code, the other one's word is taken."""
        together = {name: {**known, **more.get(name, {})} for name, known in self.lists.items()}
        return Names(together)

    def knows(self, name: str, code: str) -> bool:
        return code in self.lists[name] or (name == "kind" and code in self.lists["family"])

    def of(self, name: str, code: str) -> str:
        """The Chinese of a code, or the code itself if nobody named it."""
        if name == "kind" and code in self.lists["family"]:
            return self.lists["family"][code]
        return self.lists[name].get(code, code)

    def listed(self, name: str, codes, *, last: str = "、") -> str:
        """Several words in a row: 专题讲座、集体备课. Two codes that are called the same are said once."""
        words = list(dict.fromkeys(self.of(name, code) for code in codes))
        return "、".join(words[:-1]) + last + words[-1] if len(words) > 1 else "".join(words)


def longest(name: str) -> int:
    return LONGEST_KIND if name == "kind" else LONGEST


NAMES = Names()


def level_rank(level: str) -> int:
    """How high a level is, from 1; 0 for none."""
    return LEVELS.index(level) + 1 if level in LEVELS else 0

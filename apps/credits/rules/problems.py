"""What is wrong with a pack or a scheme: a code and its parameters; the Chinese stands here and nowhere else."""

from dataclasses import dataclass, field

SAYINGS = {
    "not_yaml": "读不出来，请检查这里和上一行的缩进、冒号和引号",
    "too_large": "文件太大，最多 {limit} KB",
    "too_deep": "层次太深，最多 {limit} 层",
    "alias": "不能使用 YAML 的锚点（&）和引用（*），请把内容写全",
    "tag": "不能使用 YAML 的类型标记 {tag}",
    "several_documents": "一个文件只能写一份，请删去多余的“---”",
    "empty": "文件是空的",
    "not_text": "文件不是 UTF-8 文本，请另存为 UTF-8",
    "not_mapping": "这里应逐行写“名称: 内容”",
    "not_list": "这里应写成列表，每项以“- ”开头",
    "not_scalar": "这里应只写一个值",
    "unknown_key": "没有“{key}”这一项{hint}",
    "repeated_key": "“{key}”写了两次，请删去一个",
    "missing_key": "缺少“{key}”",
    "empty_list": "列表是空的，请写上内容，或删去这一项",
    "too_many": "写了 {n} 项，最多 {limit} 项，请删去一些",
    "repeated_item": "“{value}”在列表里写了两次",
    "not_number": "“{value}”不是数。请直接写数字，如 8 或 0.5，不加引号和单位",
    "not_whole": "“{value}”不是整数",
    "too_small": "{value} 太小，最小为 {least}",
    "too_big": "{value} 太大，最大为 {most}",
    "too_fine": "{value} 小数位太多，最多 {places} 位",
    "share_over_one": "份额 {value} 超过 100%",
    "not_share": "“{value}”不是份额。请写成 2/3、50% 或 0.5",
    "not_date": "“{value}”不是日期。请写成 2025-09-01",
    "not_month_day": "“{value}”不是月日。请写成 09-01、start 或 end",
    "not_flag": "“{value}”应为 true 或 false",
    "text_empty": "内容不能为空",
    "unkept_sign": "含有无法保存的控制字符，请删去",
    "text_long": "内容太长，最多 {limit} 个字",
    "bad_code": "代码“{value}”只能用小写字母、数字、“-”和“_”",
    "unknown_word": "不认识“{value}”{hint}。自己增加的名称要先写进 names: {list}",
    "unknown_choice": "“{value}”不在可选范围内，可写：{choices}",
    "bad_kind": "种类“{value}”应写成“类别/代码”，如 activity/lecture，或只写类别，如 activity",
    "closed_list": "“{list}”由系统规定，不能自己增加",
    "unknown_type": "没有“{value}”这种规则{hint}",
    "overlap": "有效期与“{other}”重叠：{first} 至 {last}",
    "ends_before_start": "结束日期早于开始日期",
    "repeated_code": "代码“{value}”用了两次",
    "no_effect": "这条规则没有写明做什么，请写上 {keys} 中的一项",
    "only_one": "{keys} 只能写一项",
    "both_or_none": "{keys} 要一起写",
    "not_rising": "分段要从小到大写",
    "last_tier_open": "只有最后一段可以不写 up_to，也必须不写",
    "not_falling": "档次要从高到低写",
    "cycle_missing": "用到周期（cycle），却没有写明周期多少年、从哪天起",
    "least_over_most": "下限 {least} 高于上限 {most}",
    "parts_over_total": "各部分的下限合计 {parts}，超过总上限 {total}",
    "circle": "互相替代成了圈：{chain}",
    "unknown_requirement": "没有代码为“{value}”的要求",
    "fills_itself": "要求不能替代它自己",
    "forbidden_fill": "“{value}”写明不得替代本要求，却又可以经由 {chain} 替代",
    "period_order": "“{each}”不比“{within}”短，不能作为其中的每一期",
    "units_differ": "“{value}”的计量与本要求不同，请写明每多少补足多少（per、gives）",
    "idle_zero": "写 0 不起作用，请写大于 0 的数，或删去这一项",
    "nothing_asked": "没有写明要求多少，请写 at_least、at_most、of_which、matrix 或 members 中的一项",
    "members_of_staff": "按成员比例提出的要求，对象应是组或学校（of: groups 或 school）",
    "members_of_groups": "“{value}”不是对教职工的要求，不能按成员计算",
    "one_quantity": "计量“{quantity}”不能用于{where}",
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One mistake. ``path`` leads to it (``("rules", 2, "at_most")``); line and column count from 1, 0 is unknown."""

    code: str
    path: tuple = ()
    params: dict = field(default_factory=dict)
    line: int = 0
    column: int = 0

    @property
    def key(self) -> str:
        """The path as people write it: ``rules[2].at_most``; list positions count from 1."""
        said = ""
        for part in self.path:
            said += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if said else str(part)
        return said

    def __str__(self):
        where = f"第 {self.line} 行" if self.line else ""
        place = " ".join(part for part in (where, self.key) if part)
        saying = SAYINGS[self.code].format(**self.params)
        return f"{place}：{saying}。" if place else f"{saying}。"


class Refused(ValueError):
    """A pack or scheme that cannot be used. ``problems`` names every mistake, in the order of the lines."""

    def __init__(self, problems):
        self.problems = sorted(problems, key=lambda p: (p.line, p.column))
        super().__init__("\n".join(str(problem) for problem in self.problems))

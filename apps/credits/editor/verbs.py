"""The thirteen things a rule can do, in the words of somebody who has a regulation in hand, with an example each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Verb:
    """``title`` is what one looks for, ``example`` a sentence as a regulation has it (Chinese by nature)."""

    code: str
    title: str
    example: str


GROUPS: tuple[tuple[str, tuple[Verb, ...]], ...] = (
    (_("What work is worth"), (
        Verb("worth", _("Say what it is worth"), "公开课每次计8学时；外出培训按证书学时计，没有的每天8学时"),
        Verb("tiers", _("The first ones count more, the others less"), "第一节公开课计4学时，以后每节2学时"),
        Verb("reach", _("Counts only when a number is reached"), "听课满20节共计20学时，不满不计"),
    )),
    (_("Multiply, convert, round"), (
        Verb("multiply", _("Multiply by part played, level …"), "主讲与参加按4:1计"),
        Verb("convert", _("Convert hours into credits"), "10学时折算1学分，网络研修20学时折算1学分"),
        Verb("round", _("Round"), "每天合计不足1学时的零头舍去"),
    )),
    (_("What does not count"), (
        Verb("need", _("Counts only if something is there"), "小组活动要有签到表和活动记录，否则不计"),
        Verb("zero", _("Clear the period after absences"), "缺席3次，本学期的活动学时清零"),
        Verb("once", _("The same counts only once"), "同一篇论文多次获奖，只计最高的一项"),
    )),
    (_("Limits and deductions"), (
        Verb("cap", _("Counts at most"), "听课每学期最多计10学时"),
        Verb("deduct", _("Take something off"), "缺席扣1学时，迟到、早退扣0.5学时"),
        Verb("part", _("Counts only in part"), "校长培训按50%计入"),
    )),
    (_("Take it for something else"), (
        Verb("treat", _("File it under a category, or treat it as something else"),
             "师德讲座归入“师德”；点名未签到视为缺席"),
    )),
)  # fmt: skip

BY_CODE = {verb.code: verb for _title, verbs in GROUPS for verb in verbs}

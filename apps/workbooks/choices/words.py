"""The words of the workbook: for each choice the word we write and the others people type for it."""

from dataclasses import dataclass
from functools import cached_property

from apps.activities.choices import OFFICIAL_LEAVE, Attended, Part, Setting
from apps.groups.choices import GroupKind
from apps.lessonplans.choices import Mark, State
from apps.observations.choices import Mode
from apps.portfolio.choices import Result
from apps.projects.choices import ProjectKind, Stage
from apps.schools.choices import Level, Term
from apps.staff.choices import PostKind, Sex, Tier


@dataclass(frozen=True)
class Words:
    """A vocabulary: {value: (the word we write, other words read as the same)}."""

    meanings: dict[str, tuple[str, ...]]

    @cached_property
    def read(self) -> dict[str, str]:
        """Word, without spaces and in small letters → value."""
        return {word.lower(): value for value, words in self.meanings.items() for word in words}

    def write(self, value: str) -> str:
        """The word for a value; empty for a value without one."""
        return self.meanings.get(value, ("",))[0]

    @property
    def listed(self) -> list[str]:
        """The words we write, in order, without the empty one."""
        return [words[0] for words in self.meanings.values() if words[0]]


SEX = Words({Sex.MALE: ("男", "男性", "m"), Sex.FEMALE: ("女", "女性", "f")})
TIER = Words(
    {
        Tier.EMERGING: ("待发展", "待发展型", "待发展层"),
        Tier.DEVELOPING: ("发展", "发展型", "发展层"),
        Tier.LEADING: ("优先发展", "优先发展型", "优先发展层"),
    }
)
POST = Words(
    {
        PostKind.PRINCIPAL: ("校长", "正校长"),
        PostKind.VICE_PRINCIPAL: ("副校长", "教学副校长", "分管副校长", "业务副校长"),
        PostKind.TEACHING_AFFAIRS: ("教务主任", "教导主任", "教务处主任", "教导处主任"),
        PostKind.RESEARCH: ("科研主任", "教科室主任", "教科主任", "教研主任", "科研处主任"),
        PostKind.GRADE_HEAD: ("级段长", "年级组长", "年段长", "段长"),
        PostKind.GROUP_LEADER: ("教研组长", "学科组长"),
        PostKind.PREPARATION_LEADER: ("备课组长",),
        PostKind.TEACHER: ("教师", "专任教师", "任课教师", "老师"),
    }
)
TERM = Words(
    {
        str(Term.FIRST): ("1", "一", "上", "第一学期", "第1学期", "上学期", "秋季学期"),
        str(Term.SECOND): ("2", "二", "下", "第二学期", "第2学期", "下学期", "春季学期"),
    }
)
PART = Words(
    {
        Part.SPEAKER: ("主讲", "主讲人", "主讲教师", "主讲者", "中心发言", "中心发言人"),
        Part.CHAIR: ("主持", "主持人", "主持者"),
        Part.ORGANISER: ("组织", "组织者", "组织人"),
        Part.PARTICIPANT: ("参加", "参加者", "参与", "参与者", "参会", "与会", "听讲", "学员"),
    }
)
ATTENDED = Words(
    {
        Attended.PRESENT: ("出席", "出勤", "到", "已到", "到会", "实到", "签到", "已签到", "√", "✓", "✔"),
        Attended.LATE: ("迟到",),
        Attended.LEFT_EARLY: ("早退",),
        Attended.LEAVE: ("请假", "事假", "病假", "婚假", "产假", "陪产假", "丧假"),
        OFFICIAL_LEAVE: ("公假", "因公请假", "公差", "公出"),
        Attended.ABSENT: ("缺席", "缺勤", "未到", "旷会", "旷", "×", "✗", "✘"),
        Attended.EXPECTED: ("应到", "待签到", "未开始"),
    }
)
SETTING = Words(
    {
        Setting.INSIDE: ("校内", "本校"),
        Setting.OUTSIDE: ("校外", "外出"),
        Setting.ONLINE: ("网络", "线上", "网上", "在线"),
        Setting.INTERSCHOOL: ("校际", "校际间", "联片"),
    }
)
GROUP = Words(
    {
        GroupKind.TEACHING_RESEARCH: ("教研组", "学科组", "学科教研组"),
        GroupKind.LESSON_PREPARATION: ("备课组", "集备组"),
        GroupKind.GRADE: ("年级组", "级段组", "级段"),
        GroupKind.LEADING: ("领导小组",),
        GroupKind.MENTOR_PAIR: ("师徒结对", "师徒", "结对"),
    }
)
MODE = Words(
    {
        Mode.LIVE: ("现场", "现场听课", "现场课"),
        Mode.RECORDING: ("录像", "录像课", "录播", "录播课", "视频", "视频课"),
    }
)
STATE = Words(
    {
        State.APPROVED: ("已通过", "通过", "审核通过"),
        State.RETURNED: ("退回", "已退回", "退回修改", "退回重写"),
        State.WAITING: ("待检查", "待查", "未检查", "待审", "待审核", "未审核"),
    }
)
MARK = Words(
    {
        Mark.EXCELLENT: ("优", "优秀", "a"),
        Mark.GOOD: ("良", "良好", "b"),
        Mark.PASS: ("合格", "及格", "c"),
        Mark.POOR: ("待改", "待提高", "待改进", "需改进", "d"),
    }
)
LEVEL = Words(
    {
        Level.SCHOOL: ("校级", "校", "学校"),
        Level.COUNTY: (
            *("县级", "县", "区级", "区", "县区级", "区县级", "县(区)级", "县（区）级", "县(区)", "县（区）"),
            *("县市级", "县(市)级", "县（市）级", "县市区级"),
        ),
        Level.CITY: ("市级", "市", "地市级", "设区市级"),
        Level.PROVINCE: ("省级", "省"),
        Level.NATIONAL: ("国家级", "国家", "全国", "全国级"),
    }
)
RESULT = Words(
    {
        Result.NONE: ("—", "", "-", "–", "－", "——", "--", "无", "/"),
        Result.PUBLISHED: ("发表", "已发表", "刊发", "发表刊物"),
        Result.AWARDED: ("获奖", "已获奖", "得奖"),
    }
)
PROJECT = Words(
    {
        ProjectKind.MAIN: ("主课题", "主", "课题"),
        ProjectKind.SUB: ("子课题", "子"),
        ProjectKind.MICRO: ("微课题", "小课题", "微型课题"),
    }
)
STAGE = Words(
    {
        Stage.APPLICATION: ("申报", "已申报", "申报中"),
        Stage.REGISTRATION: ("立项", "已立项"),
        Stage.OPENING: ("开题", "已开题", "开题论证"),
        Stage.MIDTERM: ("中期", "中期检查", "中期汇报"),
        Stage.CLOSING: ("结题", "已结题", "结题鉴定"),
    }
)

# In a cell that may stay empty these mean: nothing.
NOTHING = frozenset({"", "—", "——", "-", "--", "–", "－", "/", "／", "无"})
WHOLE_SCHOOL = "学校"
WHOLE_SCHOOL_WORDS = frozenset({"学校", "全校", "校级", "本校"})

"""What the fields of rules are called on a form. The words of choices stand beside their codes in the rules."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.credits.choices import Family
from apps.credits.rules.calendars import PERIODS
from apps.credits.rules.people import OF
from apps.credits.rules.sentences import BY_SAID
from apps.credits.rules.verbs import QUANTITIES, SAME
from apps.credits.rules.where import WEEKDAYS
from apps.credits.rules.words import UNITS

# By "Class.key", else by key alone.
LABELS = {
    "code": _("Short code"),
    "name": _("Name"),
    "clause": _("Words of the regulation"),
    "where": _("Which work"),
    # a rule's amounts
    "Treat.as": _("What it is taken for"),
    "Worth.from": _("How much it is worth"),
    "Source.of": _("Counted by"),
    "Source.per": _("For each"),
    "Source.with_breaks": _("Breaks count too"),
    "how": _("How much"),
    "gives": _("Counts"),
    "table": _("How much for each"),
    "bands": _("Bands"),
    "Band.from": _("From this score on"),
    "Tiers.of": _("Counted by"),
    "Tiers.per": _("Counted anew"),
    "tiers": pgettext_lazy("of a rule", "Steps"),
    "up_to": _("Up to number"),
    "each": _("Each counts"),
    "Reach.of": _("Counted by"),
    "Reach.per": _("Counted anew"),
    "rungs": _("What has to be reached"),
    "Rung.at": _("Reached"),
    "Rung.gives": _("Counts in all"),
    "Convert.hours": _("So many credit hours"),
    "Convert.gives": _("Make"),
    "factor": _("Times"),
    "Round.to": _("To whole multiples of"),
    "mode": _("The remainder is"),
    "Round.per": _("Rounded"),
    "has": _("It counts only if it also is"),
    "per": _("Within"),
    "if": _("Cleared when one of these happens"),
    "Trigger.attendance": _("Attendance"),
    "times": _("So many times"),
    "Trigger.share": _("This share of the time missed"),
    "same": _("Counts once"),
    "keep": _("Of these counts"),
    "Cap.at_most": _("At most"),
    "CountPart.share": _("Share that counts"),
    "Deduct.amount": _("Costs each time"),
    "Deduct.per": _("Until nothing is left within"),
    "below_zero": _("The sum may fall below nothing"),
    # which work
    "kinds": _("Kind of work"),
    "kind": _("Kind of work"),
    "categories": _("Category"),
    "category": _("Filed under category"),
    "levels": _("One of these levels"),
    "level": _("Level"),
    "level_from": _("This level or higher"),
    "parts": _("In this part (speaker, participant …)"),
    "part": _("In this part (speaker, participant …)"),
    "places": _("Place"),
    "place": _("Place"),
    "attendance": _("Attendance"),
    "labels": _("Marked as"),
    "without": _("Not marked as"),
    "evidence": _("With these papers (all of them)"),
    "stamps": _("Recognised by (all of them)"),
    "stamps_before": _("Approved beforehand by"),
    "characters_from": _("At least so many characters"),
    "minutes_from": _("At least so many minutes"),
    "hours_from": _("At least so many hours"),
    "score_from": _("Score at least"),
    "attended_from": _("Share of the time attended at least"),
    "signed": _("Signed at every roll-call"),
    "weekdays": _("Day of the week"),
    "first": _("From this day"),
    "last": _("Until this day"),
    "who": _("Only for some people"),
    "other_than": _("Except"),
    "or_else": _("And also"),
    "aside": _("Recorded only, outside the cycle"),
    # which people
    "Who.of": _("Staff, groups or the school"),
    "posts": _("Post"),
    "Who.tiers": _("Tier"),
    "tags": _("Tag"),
    "titles": _("Professional title"),
    "subjects": _("Subject"),
    "campuses": _("Campus"),
    "groups": _("Group"),
    "group_kinds": _("Kind of group"),
    "group_roles": _("Role in the group"),
    "age_under": _("Younger than"),
    "age_from": _("At least this old"),
    "years_under": _("Taught for fewer years than"),
    "years_from": _("Taught for at least"),
    "age_on": _("Age and years taken on"),
    # the head of a document
    "Pack.gives": _("Counts in"),
    "valid": _("Holds"),
    "from": _("From"),
    "until": _("Until"),
    "document": _("The regulation behind it"),
    "title": _("Title of the document"),
    "number": _("Number of the document"),
    "issuer": _("Issued by"),
    "issued_on": _("Issued on"),
    "author": _("Written down by"),
    "note": _("Note"),
    "cycle": _("A cycle of several years"),
    "years": _("Years"),
    "starts": _("Begins on"),
    "personal": _("Begins for each person on a day of their own"),
    # requirements
    "Requirement.who": _("Who owes it"),
    "Measure.where": _("Of which work"),
    "measure": _("What is asked"),
    "quantity": _("Counted by"),
    "unit": _("Word after the number"),
    "distinct": _("The same counts once"),
    "within": _("Owed in each"),
    "Requirement.each": _("And in each part of it"),
    "weekly": _("The number is that of a week"),
    "at_least": _("At least"),
    "at_most": _("No more than"),
    "over": _("What exceeds it"),
    "cases": _("Another amount for some"),
    "Case.who": _("For whom"),
    "of_which": _("Of which"),
    "Portion.where": _("Which part of it"),
    "Portion.of": _("Share of"),
    "share_at_least": _("Share at least"),
    "share_at_most": _("Share at most"),
    "counts": _("Counts only with this share"),
    "matrix": _("Minima for two features at once"),
    "rows": _("Rows"),
    "columns": _("Columns"),
    "Matrix.at_least": _("At least"),
    "offsets": _("Other work that counts here too"),
    "Offset.per": _("For each"),
    "Offset.gives": _("Counts here"),
    "fills": _("Surplus of another requirement fills it"),
    "Fill.from": _("Surplus of"),
    "Fill.per": _("For each"),
    "Fill.gives": _("Fills"),
    "never_from": _("Must never be filled from"),
    "members": _("A group answers for its members"),
    "meet": _("Members meet"),
    "Members.share": _("This share of them"),
    "Members.at_least": _("Or so many of them"),
    "due_week": _("Due by the end of week"),
    "due_on": _("Due on"),
    "pro_rata": _("Who comes or goes in the middle owes"),
    "round_to": _("Rounded to"),
    "rounding": _("The remainder is"),
    "borrow": _("May be borrowed from a later period"),
    "veto": _("Missing it fails the whole appraisal"),
    "points": _("Points for the appraisal"),
    "met": _("When met"),
    "Points.each": _("For each one done"),
    "Requirement.bands": pgettext_lazy("of an appraisal", "Grades"),
    "Scheme.bands": _("Grades of the sum of points"),
    "bands_of": _("Grades go by"),
    "Grade.from": _("From"),
    "Grade.name": _("Grade"),
    "Grade.points": _("Points"),
    "Portion.name": _("Called"),
}

HELPS = {
    "kinds": _("None ticked: work of every kind."),
    "Worth.from": _("If the first is not known of the work, the next one is taken."),
    "Source.per": _("For example 45 minutes, 1 day."),
    "tiers": _("Leave the last “up to” empty: it stands for all beyond."),
    "clause": _("As the document says it. It is shown beside the rule."),
    "code": _("May stay empty."),
    "share": _("Such as 1/5 or 20%."),
    "attended_from": _("Such as 4/5 or 80%."),
    "share_at_least": _("Such as 2/3 or 50%."),
    "share_at_most": _("Such as 2/3 or 50%."),
    "counts": _("Such as 50%."),
    "age_on": _("Such as 8-31; empty is the first day of the period."),
    "due_on": _("Such as 12-31; empty is the last day."),
    "below_zero": _("Otherwise a sum ends at nothing."),
    "Requirement.each": _("Owed in every week or month, not only in all."),
    "weekly": _("Such as two pieces of homework a week, looked through once a month."),
    "cycle": _("Only where a rule counts over several years."),
    "unit": _("Said after the number instead of “times”."),
}

CHOICES = {
    "Who.of": OF,
    "Portion.of": {"required": _("what is required"), "done": _("what was done")},
    "of": QUANTITIES,
    "quantity": QUANTITIES
    | UNITS
    | {"score": _("mean of the scores"), "cover": _("days on which it was in force")},
    "per": PERIODS,
    "within": PERIODS,
    "each": PERIODS,
    "gives": UNITS,
    "mode": {"down": _("dropped"), "nearest": _("rounded half up"), "up": _("rounded up")},
    "rounding": {"down": _("dropped"), "nearest": _("rounded half up"), "up": _("rounded up")},
    "same": SAME,
    "distinct": SAME,
    "keep": {"level": _("the one of the highest level"), "value": _("the one worth most")},
    "over": {"ignored": _("does not count"), "breach": _("breaks the rule")},
    "pro_rata": {"days": _("the part of the days"), "months": _("the part of the months"), "none": _("all of it")},
    "bands_of": {"done": _("what was done"), "rate": _("the percentage of what is required")},
    "by": BY_SAID,
    "rows": BY_SAID,
    "columns": BY_SAID,
    "weekdays": {
        day: f"周{sign}" for day, sign in zip(WEEKDAYS, "一二三四五六日", strict=True)
    },
}  # fmt: skip

FLAGS = {
    "aside": (_("outside the cycle"), _("inside the cycle")),
    "signed": (_("signed every time"), _("did not sign")),
}

WAYS = {
    "": _("the same for all"),
    "level": _("by level"),
    "part": _("by part played"),
    "place": _("by place"),
    "attendance": _("by attendance"),
    "kind": _("by kind of work"),
    "category": _("by category"),
    "bands": _("by bands of the score"),
    "times": _("by how often"),
    "share": _("by the time missed"),
}

# Words behind a number, by key; amounts of a rule take the unit of its pack.
SUFFIXES = {
    "characters_from": "字", "minutes_from": "分钟", "hours_from": "学时", "score_from": "分", "age_under": "周岁",
    "age_from": "周岁", "years_under": "年", "years_from": "年", "times": "次", "Convert.hours": "学时",
    "Multiply.factor": "倍", "Multiply.table": "倍", "years": "年", "due_week": "周", "Band.from": "分", "met": "分",
    "Points.each": "分", "Points.at_most": "分", "Grade.points": "分", "Members.at_least": "名",
}  # fmt: skip
IN_UNIT = {
    "Source.gives", "Source.table", "Band.gives", "Tier.each", "Rung.gives", "Convert.gives", "Round.to", "Cap.at_most",
    "Deduct.amount", "Deduct.table",
}  # fmt: skip
IN_QUANTITY = {"Source.per", "Tier.up_to", "Rung.at"}

FAMILIES = dict(Family.choices)
FAMILY_ALL = pgettext_lazy("all kinds of a family of work", "all of them")


def label(cls: type, key: str):
    return LABELS.get(f"{cls.__name__}.{key}") or LABELS.get(key, key)


def help_text(cls: type, key: str):
    return HELPS.get(f"{cls.__name__}.{key}") or HELPS.get(key, "")


def choice_words(cls: type, key: str) -> dict:
    return CHOICES.get(f"{cls.__name__}.{key}") or CHOICES.get(key, {})

"""What makes an entry about staff wrong, and a password too easy to guess."""

import re

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.templatetags.core import day
from apps.staff.pinyin import syllables

# Words everyone in a school would try first.
COMMON_WORDS = (
    "password", "passwd", "mima", "admin", "xiaobenyanxiu", "yanxiu", "xuexiao", "xiaoxue", "jiaoshi", "laoshi",
)  # fmt: skip
# What must be left of a password when the words anyone could guess, and years, are taken out.
OWN_CHARACTERS = 6


def check_days(member: "StaffMember") -> None:  # noqa: F821 the model stands above this module
    """Raise ValidationError, by field, when the days of a life contradict each other."""
    wrong = {}
    if member.born_on and member.joined_on and member.joined_on <= member.born_on:
        wrong["joined_on"] = _("Nobody begins to work before being born: check both days.")
    if member.left_on and member.entered_on and member.left_on < member.entered_on:
        wrong["left_on"] = _("The last day comes before the day of arrival (%(day)s).") % {
            "day": day(member.entered_on)}  # fmt: skip
    if wrong:
        raise ValidationError(wrong)


class LengthValidator(MinimumLengthValidator):
    """Says in our own words how long a password must be."""

    def get_error_message(self):
        return _("A password has at least %(n)d characters.") % {"n": self.min_length}


class ContextWordsValidator:
    """Refuses a password made of the person's name, number, school or the words of the trade."""

    def validate(self, password, user=None):
        rest = password.lower()
        for word in sorted(_words_about(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(re.sub(r"(19|20)\d\d|[\W_]", "", rest)) < OWN_CHARACTERS and rest != password.lower():
            raise ValidationError(
                _(
                    "This is mostly your name, your number or a word everyone would try. Add something of your own."
                ),
                code="password_of_context_words",
            )

    def get_help_text(self):
        return _("Not made of your name, your staff number, the school's name or words like “mima”.")


def _words_about(user) -> set[str]:
    """Lower-case words that others would connect with the user, of three characters or more."""
    words = set(COMMON_WORDS)
    if user is not None and user.pk:
        members = user.members.values_list("school__name", flat=True)
        for name in [user.name, *members, *user.grants.values_list("school__name", flat=True)]:
            words |= {name.lower(), "".join(syllables(name))}
        words |= {part.lower() for part in [*re.split(r"[-@.]", f"{user.login}-{user.email}")]}
    return {word for word in words if len(word) > 2}

"""What pages share that remind people of something."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from apps.core.views import PostOnly


class RemindPage(PostOnly):
    """POST reminds many at once; who was asked today already is not asked again."""

    def remind(self, act, members: list, **said) -> None:
        """Call the service, which answers how many had not been asked today, and tell what came of it."""
        try:
            told = act(members, actor=self.request.user, today=self.request.today, **said)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return
        if told:
            text = ngettext("%(n)s person reminded.", "%(n)s people reminded.", told) % {"n": told}
            messages.success(self.request, text)
        if before := len(members) - told:
            text = ngettext(
                "%(n)s person was reminded earlier today and is not asked again.",
                "%(n)s people were reminded earlier today and are not asked again.", before,
            ) % {"n": before}  # fmt: skip
            messages.info(self.request, text)

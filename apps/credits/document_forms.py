"""Small forms about rule packs and schemes; what they say is written with ``apps.credits.editor``."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.forms import DayInput, ProseField
from apps.credits.rules.texts import LARGEST


class UserForm(forms.Form):
    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user


class PublishForm(UserForm):
    first = forms.DateField(
        label=gettext_lazy("Holds from"), widget=DayInput(),
        help_text=gettext_lazy("Work of this day and later is counted by it."),
    )  # fmt: skip

    earlier = forms.BooleanField(
        label=gettext_lazy("Yes, count from this earlier day on, semesters that are over included"),
        required=False,
    )

    def __init__(self, *args, written: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.written = written
        if not self.is_earlier(self.data.get("first")):
            del self.fields["earlier"]
        if written is not None and written != self.initial.get("first"):
            said = _("Work of this day and later is counted by it. The draft says %(day)s.")
            self.fields["first"].help_text = said % {"day": written}

    def is_earlier(self, first) -> bool:
        """Whether this day, as it was sent, lies before the one the draft says: a slip would value years anew."""
        try:
            return self.written is not None and self.fields["first"].clean(first) < self.written
        except forms.ValidationError:
            return False

    def clean(self):
        cleaned = super().clean()
        if "earlier" in self.fields and not cleaned.get("earlier"):
            said = _(
                "This is before %(day)s, the day the draft says. Correct the day; if it is meant, tick the line below."
            )
            self.add_error("first", said % {"day": self.written})
        return cleaned


class EndForm(UserForm):
    last = forms.DateField(
        label=gettext_lazy("Holds until"), widget=DayInput(),
        help_text=gettext_lazy("The last day on which it holds. Work of later days is no longer counted by it."),
    )  # fmt: skip


class TextForm(UserForm):
    """YAML, pasted or as a file; ``content`` is what is to be read."""

    upload = forms.FileField(label=gettext_lazy("File"), required=False)
    text = ProseField(
        label=gettext_lazy("or paste the text here"), required=False, max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        upload, text = cleaned.get("upload"), cleaned.get("text")
        if upload is not None and upload.size > LARGEST:
            raise ValidationError({"upload": _("The file is too large.")})
        if not upload and not text:
            raise ValidationError(_("Choose a file or paste the text."))
        cleaned["content"] = upload.read() if upload else text
        return cleaned

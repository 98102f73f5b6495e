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

    def __init__(self, *args, written: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if written is not None and written != self.initial.get("first"):
            said = _("Work of this day and later is counted by it. The draft says %(day)s.")
            self.fields["first"].help_text = said % {"day": written}


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

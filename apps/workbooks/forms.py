import hashlib

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.core.text import clean_name
from apps.workbooks.validators.files import MEGABYTE, inspect_file
from apps.workbooks.validators.messages import Mistake, NotAWorkbook

NAME_LENGTH = 100


class UploadForm(forms.Form):
    """A workbook to check. What is no workbook is refused at once; the rest is read by the job."""

    file = forms.FileField(
        label=_("workbook"),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Choose the workbook first."), "empty": ""},
        allow_empty_file=True,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.WORKBOOK_MAX_BYTES:
            limit = settings.WORKBOOK_MAX_BYTES // MEGABYTE
            raise ValidationError(Mistake("too_big", params={"limit": limit}).message)
        content = file.read()
        try:
            inspect_file(content)
        except NotAWorkbook as refusal:
            raise ValidationError([mistake.message for mistake in refusal.mistakes]) from refusal
        self.content, self.digest = content, hashlib.sha256(content).hexdigest()
        stem, _dot, _ending = clean_name(file.name).rpartition(".")
        self.name = f"{(stem or clean_name(file.name))[:NAME_LENGTH]}.xlsx"
        return file

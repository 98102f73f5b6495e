from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import OwnedForm
from apps.notices.choices import Mail, RobotKind
from apps.notices.models import Robot


class Picks(forms.RadioSelect):
    """One of a few: each a whole line to press."""

    template_name = "notices/picks.html"


class ChoiceForm(forms.Form):
    """How the user wants to be told."""

    mail = forms.ChoiceField(label=_("notices by e-mail"), choices=Mail, widget=Picks)
    address = forms.EmailField(
        label=_("your e-mail address"),
        required=False,
        help_text=_("A new address gets a mail with a link; it counts once you have opened the link."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].widget.attrs["autocomplete"] = "email"


class RobotForm(OwnedForm):
    """A robot. Address and secret of an existing one are never shown again: left empty, they stay."""

    url = forms.CharField(
        label=_("webhook address"),
        max_length=500,
        help_text=_("From the robot's settings in the group; whoever has it can write to the group."),
    )
    secret = forms.CharField(
        label=_("signing secret"),
        max_length=200,
        required=False,
        help_text=_(
            "DingTalk and Feishu only, if you chose signing there."
            " If you chose keywords, take the words every message begins with: School research."
        ),
    )
    drop_secret = forms.BooleanField(label=_("Forget the stored secret"), required=False)

    class Meta:
        model = Robot
        fields = ["name", "kind", "group", "is_active"]

    field_order = ["name", "kind", "group", "url", "secret", "drop_secret", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = RobotKind.choices
        self.fields["group"].queryset = self.fields["group"].queryset.filter(ended_on=None)
        for name in ("url", "secret"):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        if self.instance.pk:
            self.fields["url"].required = False
            self.fields["url"].widget.attrs["placeholder"] = self.instance.masked_url
        if self.instance.secret:
            self.fields["secret"].widget.attrs["placeholder"] = "••••••••"
        else:
            del self.fields["drop_secret"]

    def clean(self):
        """Put what was typed, and only that, into the robot."""
        found = super().clean()
        self.instance.url = found.get("url") or self.instance.url
        self.instance.secret = found.get("secret") or self.instance.secret
        if found.get("drop_secret") and not found.get("secret"):
            self.instance.secret = ""
        return found

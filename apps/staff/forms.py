from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from apps.core.forms import CodeField, DayInput, NameField, OwnedForm, PeoplePicker, RowForm, SuggestInput
from apps.schools.models import School
from apps.staff.backends import find_users
from apps.staff.choices import PostKind
from apps.staff.models import StaffMember, StaffTag, User
from apps.staff.selectors import belongs_elsewhere, served_by_a_file

PASSWORD_LENGTH = 128


def _password(label, autocomplete, **kwargs):
    return forms.CharField(
        label=label,
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        **kwargs,
    )


class LogInForm(forms.Form):
    """Who asks to come in. The school is asked for only where there are several."""

    username = forms.CharField(
        label=gettext_lazy("Staff number or e-mail"),
        max_length=254,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = _password(gettext_lazy("Password"), "current-password")
    school = forms.ChoiceField(label=gettext_lazy("School, if your number is not enough"), required=False)

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = None
        schools = list(School.objects.values_list("code", "name"))
        self.fields["school"].choices = [("", "—"), *schools]
        if len(schools) < 2:
            del self.fields["school"]

    def clean(self):
        typed, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        school_code = self.cleaned_data.get("school", "")
        if not (typed and password):
            return
        if len(find_users(typed, school_code, self.request.today)) > 1:
            self.add_error("school", _("Several schools here have this number: choose yours."))
            return
        self.user = authenticate(self.request, username=typed, password=password, school_code=school_code)
        if self.user is None:
            raise ValidationError(
                _(
                    "This number and password do not fit together. Check both, or ask your office for a new password."
                )
            )


class PasswordForm(forms.Form):
    """The password one has, and the one to have from now on."""

    old = _password(gettext_lazy("Present password"), "current-password")
    new = _password(gettext_lazy("New password"), "new-password")
    again = _password(gettext_lazy("The new password once more"), "new-password")

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        shortest = next(v.min_length for v in get_default_password_validators() if hasattr(v, "min_length"))
        self.fields["new"].help_text = _(
            "At least %(n)s characters. Nothing everybody uses, nothing made of your name, number or school."
        ) % {"n": shortest}

    def clean_old(self):
        """Counted like a log-in, so that nobody at an open screen can guess on."""
        old = self.cleaned_data["old"]
        if authenticate(self.request, username=self.request.user.login, password=old) is None:
            raise ValidationError(_("This is not your present password."))
        return old

    def clean_new(self):
        new = self.cleaned_data["new"]
        if new == self.cleaned_data.get("old"):
            raise ValidationError(_("Choose another password than the present one."))
        validate_password(new, self.request.user)
        return new

    def clean(self):
        data = self.cleaned_data
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("The two do not match. Type the new password once more."))


class AccountForm(RowForm):
    """What people change about their own log-in."""

    class Meta:
        model = User
        fields = ["email"]
        help_texts = {"email": gettext_lazy("You can log in with it instead of your staff number.")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

    def validate_unique(self):
        """Left to the service, whose words fit an address."""


class JoinForm(forms.Form):
    """Another log-in of the same person, proved by its password."""

    username = forms.CharField(
        label=gettext_lazy("Log-in name at the other school"),
        max_length=60,
        help_text=gettext_lazy("School code and staff number, such as QSZX-T001."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = _password(gettext_lazy("Password of that log-in"), "off")

    def __init__(self, *args, user, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.other = None

    def clean(self):
        data = self.cleaned_data
        if data.get("username") and data.get("password"):
            self.other = authenticate(self.request, username=data["username"], password=data["password"])
            if self.other is None:
                raise ValidationError(_("This log-in name and password do not fit together."))


class StaffForm(OwnedForm):
    """One form for all the office knows of a person; posts change from a day on."""

    unguarded = ("posts_on",)
    sections = (
        (
            gettext_lazy("Particulars"),
            ("number", "name", "sex", "born_on", "joined_on", "cycle_starts_on", "entered_on"),
        ),
        (gettext_lazy("Teaching"), ("campus", "subject", "title", "tier", "tags")),
        (gettext_lazy("Posts"), ("posts", "posts_on")),
        (gettext_lazy("Log-in"), ("email",)),
    )
    number = CodeField(label=gettext_lazy("staff number"), max_length=20)
    name = NameField(label=pgettext_lazy("of a person", "name"), max_length=60)
    posts = forms.MultipleChoiceField(
        label=gettext_lazy("posts"), choices=PostKind, required=False, widget=forms.CheckboxSelectMultiple
    )
    posts_on = forms.DateField(
        label=gettext_lazy("these posts from"),
        widget=DayInput(),
        help_text=gettext_lazy("Posts that changed end the day before; unchanged ones stay as they are."),
    )
    email = forms.EmailField(label=gettext_lazy("e-mail"), required=False)

    class Meta:
        model = StaffMember
        fields = [
            "number", "name", "sex", "born_on", "joined_on", "cycle_starts_on", "entered_on", "campus", "subject",
            "title", "tier", "tags",
        ]  # fmt: skip
        widgets = {"tags": forms.CheckboxSelectMultiple, "title": SuggestInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        titles = StaffMember.objects.visible_to(self.user).exclude(title="").values_list("title", flat=True)
        self.fields["title"].widget.suggestions = titles.order_by("title").distinct()
        owner = self.instance.user
        if owner is None:
            self._close_email(_("An e-mail can be given once there is a log-in."))
        elif belongs_elsewhere(owner, self.instance.school_id):
            self._close_email(_("This log-in serves another school too: only its owner changes the e-mail."))

    def _close_email(self, reason):
        self.fields["email"].disabled = True
        self.fields["email"].help_text = reason

    def email_to_save(self) -> str | None:
        """None where the office may not change it."""
        return None if self.fields["email"].disabled else self.cleaned_data["email"]


class LeaveForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("last day at this school"),
        widget=DayInput(),
        help_text=gettext_lazy("Posts and groups end with this day. What was done stays."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)


class IssueManyForm(forms.Form):
    """Who gets a one-time password; those who have no log-in yet are ticked already and come first."""

    members = forms.ModelMultipleChoiceField(
        StaffMember.objects.none(),
        label=gettext_lazy("Who gets a password"),
        help_text=gettext_lazy(
            "Not listed: log-ins of principals and administrators, and those that serve another school too. "
            "On the page of each such person you see who may make a new password."
        ),
        widget=PeoplePicker,
        error_messages={"required": gettext_lazy("Nobody is chosen: tick at least one person.")},
    )

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        staff = served_by_a_file(StaffMember.objects.visible_to(user).on_roll(today), today)
        staff = staff.select_related("user")
        self.fields["members"].queryset = staff.order_by(F("user").asc(nulls_first=True), "number")
        self.fields["members"].widget.note = lambda m: _("has a log-in") if m.user else _("no log-in yet")
        self.initial.setdefault("members", list(staff.filter(user=None).values_list("pk", flat=True)))


class TagForm(OwnedForm):
    class Meta:
        model = StaffTag
        fields = ["name"]

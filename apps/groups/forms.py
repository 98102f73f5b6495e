from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.forms import DayInput, NameField, OwnedForm
from apps.core.meanwhile import Guarded
from apps.groups.choices import roles_of
from apps.groups.models import Group
from apps.staff.models import StaffMember


class GroupForm(OwnedForm):
    name = NameField(label=gettext_lazy("name"), max_length=40)

    class Meta:
        model = Group
        fields = ["kind", "name", "campus", "subject", "grade", "started_on", "position"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["kind"].disabled = True
            self.fields["name"].help_text = _("The present name is kept among the former names.")


class RolesWidget(forms.Widget):
    """The people of the school to tick, each with a role once ticked; a search box narrows the list."""

    template_name = "groups/roles.html"
    use_fieldset = True
    people: tuple[StaffMember, ...] = ()
    roles: tuple = ()

    def get_context(self, name, value, attrs):
        held = value or {}
        rows = [
            {"person": person, "id": f"{attrs.get('id', name)}_{person.pk}",
             "ticked": str(person.pk) in held, "role": held.get(str(person.pk), self.roles[-1])}
            for person in self.people
        ]  # fmt: skip
        rows.sort(key=lambda row: (not row["ticked"], self.roles.index(row["role"])))
        return super().get_context(name, value, attrs) | {"rows": rows, "roles": self.roles}

    def value_from_datadict(self, data, files, name):
        """{primary key as text: role} of those ticked."""
        return {pk: data.get(f"{name}-{pk}", self.roles[-1]) for pk in data.getlist(name)}

    def id_for_label(self, id_):
        return ""

    def put(self, data, name, roles):
        """Write these (primary key as text, role) into what was sent."""
        data.setlist(name, [pk for pk, _role in roles])
        for pk, role in roles:
            data[f"{name}-{pk}"] = role

    def words(self, roles) -> str:
        names = {str(person.pk): person.name for person in self.people}
        return "、".join(names[pk] for pk, _role in roles if pk in names) or "—"


class RolesField(forms.Field):
    """Answers {staff member: role}."""

    widget = RolesWidget

    def set_choices(self, people, roles):
        self.people = {str(person.pk): person for person in people}
        self.widget.people, self.widget.roles = tuple(self.people.values()), roles

    def clean(self, value):
        roles = {str(role) for role in self.widget.roles}
        if any(pk not in self.people or role not in roles for pk, role in value.items()):
            raise ValidationError(_("Someone in the list is no longer at the school: open the page again."))
        return {self.people[pk]: role for pk, role in value.items()}


class MembersForm(Guarded, forms.Form):
    """Who belongs to the group from a day on."""

    unguarded = ("on",)
    on = forms.DateField(
        label=gettext_lazy("this holds from"),
        widget=DayInput(),
        help_text=gettext_lazy(
            "Who is no longer ticked leaves the day before; who stays keeps the day of joining."
        ),
    )
    people = RolesField(label=gettext_lazy("People and their roles"), required=False)

    def __init__(self, *args, user, group, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        staff = StaffMember.objects.visible_to(user).on_roll(today).select_related("campus", "subject")
        self.fields["people"].set_choices(staff, roles_of(group.kind))

    def guarded_row(self):
        return self.group


class MergeForm(forms.Form):
    """Which groups become part of this one, and when."""

    sources = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        label=gettext_lazy("groups that merge into it"),
        widget=forms.CheckboxSelectMultiple,
    )
    on = forms.DateField(
        label=gettext_lazy("merged from"),
        widget=DayInput(),
        help_text=gettext_lazy(
            "They end the day before. What they did stays theirs; their people move over."
        ),
    )

    def __init__(self, *args, user, group, today, **kwargs):
        super().__init__(*args, **kwargs)
        same = Group.objects.visible_to(user).filter(kind=group.kind, ended_on=None).exclude(pk=group.pk)
        self.fields["sources"].queryset = same


class EndForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("last day of the group"),
        widget=DayInput(),
        help_text=gettext_lazy("Everybody's membership ends with it. What the group did stays."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)

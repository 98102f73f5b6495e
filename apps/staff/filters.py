import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.filters import ListFilter, SearchInput
from apps.schools.models import Campus, Subject
from apps.staff.choices import PostKind, Tier
from apps.staff.models import Post, StaffMember, StaffTag
from apps.staff.selectors import members_of_group

PERSONAL = ("post", "tier", "tag", "state")


def _groups(request):
    """Groups of today. They stand above staff and are found through their relation to it."""
    return StaffMember._meta.get_field("groups").related_model.objects.between(request.today)


class StaffFilter(ListFilter):
    """Without ``state`` those on the roll today. What is personal cannot be filtered by who may not see it."""

    q = django_filters.CharFilter(
        label=_("Name, pinyin or number"),
        widget=SearchInput(attrs={"placeholder": _("Name, pinyin or number")}),
        method="search",
    )
    campus = django_filters.ModelChoiceFilter(queryset=Campus.objects.all(), label=_("campus"))
    subject = django_filters.ModelChoiceFilter(queryset=Subject.objects.all(), label=_("subject"))
    group = django_filters.ModelChoiceFilter(queryset=_groups, label=_("group"), method="in_group")
    post = django_filters.ChoiceFilter(choices=PostKind, label=_("post"), method="with_post")
    tier = django_filters.ChoiceFilter(choices=Tier, label=_("tier"))
    tag = django_filters.ModelChoiceFilter(queryset=StaffTag.objects.all(), label=_("tag"), field_name="tags")
    state = django_filters.ChoiceFilter(
        choices=[("left", pgettext_lazy("of a person", "left")), ("all", _("all, left or not"))],
        label=_("On the roll or left"),
        empty_label=_("on the roll"),
        method="in_state",
    )

    class Meta:
        model = StaffMember
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.user.has_perm("staff.view_personal"):
            for name in PERSONAL:
                del self.filters[name]

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.on_roll(self.request.today)

    def search(self, queryset, name, value):
        return queryset.search(value)

    def in_group(self, queryset, name, value):
        return members_of_group(queryset, value.pk, self.request.today)

    def with_post(self, queryset, name, value):
        held = Post.objects.held_on(self.request.today).filter(kind=value)
        return queryset.filter(pk__in=held.values("member"))

    def in_state(self, queryset, name, value):
        return queryset.filter(left_on__lt=self.request.today) if value == "left" else queryset


class TagFilter(ListFilter):
    class Meta:
        model = StaffTag
        fields = []

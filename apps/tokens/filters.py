import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.filters import ListFilter, WordFilter
from apps.tokens.models import ApiToken


class OwnTokenFilter(ListFilter):
    class Meta:
        model = ApiToken
        fields = []


class TokenFilter(ListFilter):
    """Without ``state`` the tokens that are valid today."""

    q = WordFilter("user__name", "name", label=_("Name of the person or what it is for"))
    state = django_filters.ChoiceFilter(
        choices=[("all", _("all, valid or not"))], label=_("Valid or not"),
        empty_label=pgettext_lazy("of a token", "valid"), method="in_state",
    )  # fmt: skip

    class Meta:
        model = ApiToken
        fields = []

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.valid_on(self.request.today)

    def in_state(self, queryset, name, value):
        return queryset

import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.filters import WordFilter
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_filters import OnePerson, RecordFilter
from apps.declarations.choices import State
from apps.declarations.models import Declaration
from apps.schools.choices import Level


class DeclarationFilter(RecordFilter):
    day = "ends_on"

    q = WordFilter(
        "author__search_text", "title", "organiser", "certificate", label=_("Name, pinyin or title")
    )
    category = django_filters.ModelChoiceFilter(
        queryset=EntryKind.objects.filter(family=Family.OTHER), label=_("Kind of declaration")
    )
    level = django_filters.ChoiceFilter(choices=Level, label=_("Level"))
    state = django_filters.ChoiceFilter(choices=State, label=_("State"))
    author = OnePerson(label=_("whose hours"))

    class Meta:
        model = Declaration
        fields = []

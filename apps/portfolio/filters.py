import django_filters
from django.utils.translation import gettext_lazy as _

from apps.core.filters import WordFilter
from apps.credits.choices import Family
from apps.credits.models import EntryKind
from apps.credits.record_filters import OnePerson, RecordFilter
from apps.portfolio.choices import Result, State
from apps.portfolio.models import Work
from apps.schools.choices import Level


class WorkFilter(RecordFilter):
    q = WordFilter("author__search_text", "title", label=_("Author (name or pinyin) or title"))
    category = django_filters.ModelChoiceFilter(
        queryset=EntryKind.objects.filter(family=Family.WORK), label=_("Category")
    )
    level = django_filters.ChoiceFilter(choices=Level, label=_("Level"))
    result = django_filters.ChoiceFilter(
        choices=[choice for choice in Result.choices if choice[0]], label=_("Result")
    )

    state = django_filters.ChoiceFilter(choices=State, label=_("State"))

    author = OnePerson(label=_("author"))

    class Meta:
        model = Work
        fields = []

from apps.core.filters import ListFilter, WordFilter
from apps.staff.models import StaffMember


class OwedFilter(ListFilter):
    q = WordFilter("search_text")

    class Meta:
        model = StaffMember
        fields = []

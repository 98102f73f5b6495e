"""The catalogue of marks on staff."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.views import CreatePage, EditPage, ListPage
from apps.staff import services
from apps.staff.filters import TagFilter
from apps.staff.forms import TagForm
from apps.staff.models import StaffTag
from apps.staff.tables import TagTable
from apps.staff.views.people import StaffArea


class StaffTagList(StaffArea, ListPage):
    model = StaffTag
    permission = "staff.change_staffmember"
    table_class = TagTable
    filterset_class = TagFilter
    title = gettext_lazy("Tags")
    empty_text = gettext_lazy(
        "A tag marks people, such as key teachers and new teachers, to find and count them by."
    )

    def get_queryset(self):
        return super().get_queryset().annotate(bearers=Count("members")).order_by("pk")

    def actions(self):
        return self.action(
            _("New tag"), reverse("staff:stafftag_create"), "staff.change_staffmember", style="primary"
        )


class StaffTagForms(StaffArea):
    model = StaffTag
    permission = "staff.change_staffmember"
    form_class = TagForm

    def save(self, form):
        services.save_tag(form.instance)

    def get_success_url(self):
        return reverse("staff:stafftag_list")

    def crumbs(self):
        return [*super().crumbs(), (_("Tags"), self.get_success_url())]


class StaffTagCreate(StaffTagForms, CreatePage):
    pass


class StaffTagEdit(StaffTagForms, EditPage):
    pass

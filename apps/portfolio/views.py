"""Works and achievements: list, one of them, its correction and withdrawal."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.templatetags.core import day, linked
from apps.credits.record_pages import RecordCorrect, RecordCreate, RecordDetail, RecordList, RecordWithdraw
from apps.portfolio import services
from apps.portfolio.filters import WorkFilter
from apps.portfolio.forms import WorkForm
from apps.portfolio.models import Work
from apps.portfolio.tables import WorkTable


class WorkArea:
    model = Work
    area = "portfolio"
    list_name = "portfolio:work_list"
    list_label = gettext_lazy("Works and awards")
    related = ("author", "category")


class WorkList(WorkArea, RecordList):
    permission = "portfolio.view_work"
    add_permission = "portfolio.add_work"
    create_name = "portfolio:work_create"
    create_label = gettext_lazy("New work")
    table_class = WorkTable
    filterset_class = WorkFilter
    title = gettext_lazy("Works and awards")
    empty_text = gettext_lazy("No work this semester yet. The office's workbook brings them in.")


class WorkDetail(WorkArea, RecordDetail):
    permission = "portfolio.view_work"
    change_permission = "portfolio.change_work"
    edit_name = "portfolio:work_edit"
    withdraw_name = "portfolio:work_withdraw"

    def source_key(self):
        return services.work_key(self.object)

    def fields(self):
        work = self.object
        return [
            (_("author"), linked(work.author)), (_("category"), work.category), (_("date"), day(work.date)),
            (_("characters"), work.characters), (_("level"), work.get_level_display()),
            (_("result"), work.get_result_display()), (_("prize"), work.prize),
            (_("entered by"), work.get_origin_display()),
        ]  # fmt: skip


class WorkCreate(WorkArea, RecordCreate):
    permission = "portfolio.add_work"
    form_class = WorkForm
    title = gettext_lazy("New work")

    def get_initial(self):
        return {"date": self.request.today}

    def write(self, records, reason):
        services.save_works(records, actor=self.request.user, reason=reason)


class WorkEdit(WorkArea, RecordCorrect):
    permission = "portfolio.change_work"
    form_class = WorkForm

    def write(self, records, reason):
        services.save_works(records, actor=self.request.user, reason=reason)


class WorkWithdraw(WorkArea, RecordWithdraw):
    permission = "portfolio.change_work"

    def write(self, records, reason):
        services.withdraw_works(records, actor=self.request.user, reason=reason)

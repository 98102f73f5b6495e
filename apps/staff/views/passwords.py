"""One-time passwords: shown once on the page that answers, or in the file that is downloaded; kept nowhere."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache

from apps.core.views import ActPage, ConfirmPage
from apps.core.xlsx import SheetWriter, file_response
from apps.staff import services
from apps.staff.forms import IssueManyForm
from apps.staff.selectors import belongs_elsewhere
from apps.staff.views.people import StaffArea


@method_decorator(never_cache, name="dispatch")
class PasswordIssue(StaffArea, ConfirmPage):
    """Asks, then shows the password in the answer itself: it is in no address, message, session or log."""

    permission = "staff.issue_password"
    danger = False

    def get_queryset(self):
        return super().get_queryset().select_related("user", "school")

    def post(self, request, *args, **kwargs):
        try:
            issued = services.issue_password(self.object, today=request.today)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.object.get_absolute_url())
        context = self.get_context_data(issued=issued) | {
            "title": _("Log-in of %(name)s") % {"name": self.object}
        }
        return render(request, "staff/password_issued.html", context)

    def get_title(self):
        return (_("New password for %(name)s") if self.object.user else _("Log-in for %(name)s")) % {
            "name": self.object}  # fmt: skip

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]

    def get_context_data(self, **kwargs):
        self.submit_label = _("Make the password")
        self.warning = self.what_happens()
        return super().get_context_data(**kwargs)

    def what_happens(self):
        user = self.object.user
        if user is None:
            return _(
                "They get a log-in name and a one-time password to be changed at the first log-in. You hand both over."
            )
        if belongs_elsewhere(user, self.object.school_id):
            return _(
                "Their log-in serves another school too and stays as it is there. Here they get a second one."
            )
        return _("The present password ends now, and whoever is logged in with it is logged out.")


@method_decorator(never_cache, name="dispatch")
class PasswordIssueMany(StaffArea, ActPage):
    """Passwords for many, as an Excel file to print and cut."""

    permission = "staff.issue_password"
    form_class = IssueManyForm
    template_name = "staff/password_issue_many.html"
    title = gettext_lazy("Give out log-ins")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "today": self.request.today}

    def form_valid(self, form):
        try:
            issued = services.issue_passwords(form.cleaned_data["members"], today=self.request.today)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        rows = (
            [i.member.number, i.member.name, str(i.member.campus or ""), i.login, i.password] for i in issued
        )
        headings = [
            _("staff number"),
            pgettext("of a person", "name"),
            _("campus"),
            _("log-in name"),
            _("one-time password"),
        ]
        writer = SheetWriter()
        writer.sheet(_("Log-ins"), headings, rows, widths=[12, 16, 16, 22, 22])
        return file_response(writer.content(), f"{_('Log-ins')} {self.request.today}.xlsx")

    def get_context_data(self, **kwargs):
        self.submit_label = _("Make passwords and download them")
        return super().get_context_data(
            address=self.request.build_absolute_uri(reverse("staff:log_in")), **kwargs
        )

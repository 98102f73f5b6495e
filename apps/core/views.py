"""Generic pages. A view names its model, its permission and its service; everything else is here."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import CreateView, DetailView, FormView, TemplateView, UpdateView
from django.views.generic.base import ContextMixin
from django.views.generic.detail import SingleObjectMixin
from django_filters.views import FilterView
from django_htmx.http import HttpResponseClientRedirect
from django_tables2 import SingleTableMixin

from apps.core import cells
from apps.core.meanwhile import Guarded, one_at_a_time
from apps.core.uploads import prepare_uploads
from apps.core.xlsx import SheetWriter, file_response

PAGE_ROWS = 50
EXPORT_ROWS = 50_000


class Seated(ContextMixin):
    """A page for someone logged in, with a seat in a school and the view's permission.

    ``permission`` names a predicate of ``apps/*/permissions.py``. Pages of one object ask with the object, after
    it was found among what the user may see: out of sight is 404, in sight but forbidden is 403.
    """

    permission: str
    title = ""
    area = ""
    by_semester = False  # whether the page shows one semester, and so lets one choose another

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.to_log_in()
        if request.user.must_change_password:
            return redirect("staff:password_change")
        if request.user.seat is None:
            return render(request, "generic/no_seat.html", status=403)
        if not request.user.has_perm(self.permission, self.permission_object()):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def to_log_in(self):
        """To the log-in page and back; a page that asked for a part of itself goes there as a whole."""
        if not self.request.htmx:
            return redirect_to_login(self.request.get_full_path())
        way_back = self.request.htmx.current_url_abs_path or self.request.get_full_path()
        return HttpResponseClientRedirect(redirect_to_login(way_back).url)

    def permission_object(self):
        """What the permission is asked about; None for pages that are not about one object."""
        return None

    def crumbs(self) -> list[tuple[str, str]]:
        """(label, URL) of the pages above this one."""
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.get_title(), crumbs=self.crumbs(), area=self.area, actions=self.actions(),
            by_semester=self.by_semester, **kwargs,
        )  # fmt: skip

    def get_title(self) -> str:
        return self.title

    def actions(self) -> list[dict]:
        """Buttons of the page: ``action(...)`` each; those the user may not press are left out."""
        return []

    def action(self, label: str, url: str, permission: str, *, obj=None, style: str = "") -> list[dict]:
        """One button as a list, empty when the user may not press it. ``style`` is primary, danger or empty."""
        if not self.request.user.has_perm(permission, obj):
            return []
        return [{"label": label, "url": url, "style": style}]


class PlainPage(Seated, TemplateView):
    """A page of its own making."""


class PostOnly:
    """Mixed into a page that only acts: whoever comes by a link, or back from the log-in, is led to ``leads_to()``."""

    def leads_to(self) -> str:
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        return redirect(self.leads_to())


class ListPage(Seated, SingleTableMixin, FilterView):
    """Rows the user may see: searched, filtered, sorted, in pages, and as Excel (``?export=xlsx``)."""

    template_name = "generic/list.html"
    part_template = "generic/list_part.html"
    table_pagination = {"per_page": PAGE_ROWS}
    strict = True  # a filter that names something that is not here finds nothing, rather than everything
    empty_text = ""

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def get_template_names(self):
        if self.request.htmx and not self.request.htmx.boosted:
            return [self.part_template]
        return [self.template_name]

    def get_filterset_kwargs(self, filterset_class):
        """Always bound, so that a filter may narrow the list even when nothing was chosen."""
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "request": self.request, "data": self.request.GET}

    def get_title(self):
        return self.title or self.model._meta.verbose_name_plural

    def render_to_response(self, context, **kwargs):
        if self.request.GET.get("export") == "xlsx":
            try:
                return self.export(context["table"])
            except ValidationError as refusal:
                messages.error(self.request, " ".join(refusal.messages))
                return redirect(self.without_export())
        return super().render_to_response(context, **kwargs)

    def get_table_kwargs(self):
        """Columns the user may not see are left out of the page and of the file alike."""
        return {"exclude": self.hidden_columns()}

    def hidden_columns(self) -> tuple[str, ...]:
        return ()

    def export(self, table):
        """What is filtered and shown, all pages of it. Raises ValidationError for more rows than a file takes."""
        if len(table.rows) > EXPORT_ROWS:
            raise ValidationError(_("More than %(n)s rows: narrow the filter first.") % {"n": EXPORT_ROWS})
        headings = [str(column.header) for column in cells.for_file(table)]
        writer = SheetWriter()
        writer.sheet(str(self.get_title()), headings, table.file_rows())
        return file_response(writer.content(), f"{self.get_title()}.xlsx")

    def without_export(self) -> str:
        """The list as it is filtered, as a page."""
        query = self.request.GET.copy()
        del query["export"]
        return f"{self.request.path}?{query.urlencode()}"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        is_filtered = any(
            v for k, v in self.request.GET.items() if k not in {"page", "sort", "semester", "export"}
        )
        return context | {
            "is_filtered": is_filtered, "empty_text": self.empty_text, "empty_actions": self.first_steps(),
        }  # fmt: skip

    def first_steps(self) -> list[dict]:
        """What an empty list offers: the act that would fill it, to those who may do it."""
        return [action for action in self.actions() if action["style"] == "primary"][:1]


class Found:
    """Pages about one object, looked up among what the user may see."""

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def permission_object(self):
        self.object = self.get_object()
        return self.object


class DetailPage(Found, Seated, DetailView):
    """One object: ``fields()`` as a list of terms, then what the template adds."""

    template_name = "generic/detail.html"

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_title(self):
        return str(self.object)

    def fields(self) -> list[tuple[str, object]]:
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(fields=self.fields(), **kwargs)


class FormPage(Seated):
    """A page with one form. ``save(form)`` calls the one service; what it refuses is shown at the field."""

    template_name = "generic/form.html"
    submit_label = ""
    done_text = ""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def save(self, form):
        """Call the service; may return the object to go to."""
        raise NotImplementedError

    def form_valid(self, form):
        known = isinstance(form, Guarded) and form.guarded_row() is not None
        prepare_uploads(self.request.FILES)
        try:
            with transaction.atomic():
                saved = self.save(form)
        except ValidationError as refusal:
            _show(form, refusal)
            return self.form_invalid(form)
        except IntegrityError as clash:
            form.add_error(None, _told(clash))
            return self.form_invalid(form)
        if saved is not None:
            self.object = saved
        if known:
            self.form_as_it_stands().note_saved(self.request.user)
        messages.success(self.request, self.done_text or _("Saved."))
        return redirect(self.get_success_url())

    def form_as_it_stands(self):
        """The form anew, without what was sent."""
        kwargs = self.get_form_kwargs() | {"data": None, "files": None}
        return self.get_form_class()(**kwargs)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            submit_label=self.submit_label or _("Save"), back_url=self.back_url(), **kwargs
        )

    def back_url(self) -> str:
        crumbs = self.crumbs()
        return crumbs[-1][1] if crumbs else "/"


def _told(clash: IntegrityError) -> str:
    """What the database refused, in words for a page: the last guard, for what no validator foresaw."""
    if type(clash.__cause__).__name__ == "CheckViolation":
        return _(
            "Two of these entries contradict each other. Look at the days and numbers; nothing was saved."
        )
    return _("Someone has just saved the same thing. Open the list and look before you try again.")


def _show(form, refusal: ValidationError) -> None:
    """Put each message at its field; at the top when the form has no such field."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


class CreatePage(FormPage, CreateView):
    def get_title(self):
        return self.title or _("New %(thing)s") % {"thing": self.model._meta.verbose_name}


class EditPage(Found, FormPage, UpdateView):
    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        """One at a time, and looked up anew for those who had to wait."""
        prepare_uploads(request.FILES)
        with one_at_a_time(self.object):
            self.object = self.get_object()
            form = self.get_form()
            return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def get_title(self):
        return self.title or _("Edit %(thing)s") % {"thing": self.object}


class ActPage(FormPage, FormView):
    """A form that is not about saving one model."""


class ActOnPage(Found, FormPage, SingleObjectMixin, FormView):
    """A form for an act on one object, one step below its page."""

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def crumbs(self):
        return [*super().crumbs(), (str(self.object), self.object.get_absolute_url())]


class ConfirmPage(Found, Seated, DetailView):
    """Asks once before an act that cannot be undone, naming what it does; a POST does it."""

    template_name = "generic/confirm.html"
    submit_label = ""
    done_text = ""
    warning = ""
    danger = True

    def act(self):
        """Call the service."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        try:
            self.act()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(self.object.get_absolute_url())
        messages.success(request, self.done_text or _("Done."))
        return redirect(self.get_success_url())

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            submit_label=self.submit_label, warning=self.warning, danger=self.danger,
            back_url=self.object.get_absolute_url(), **kwargs,
        )  # fmt: skip

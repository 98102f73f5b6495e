"""Presses beside the rules of a draft: they answer to POST alone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.generic import View

from apps.credits import drafting
from apps.credits.document_editing import found, found_row
from apps.credits.document_pages import TAKEN_OUT, OfDocument, OfKind
from apps.credits.models.documents import RuleDocument, RuleRow


class Press(View):
    """Back to the document, at the rule it was about."""

    http_method_names = ("post",)
    asking = ""

    def press(self) -> tuple[RuleDocument, RuleRow | None]:
        """Call the service; answers the document and the rule to show."""
        raise NotImplementedError

    def post(self, request, *args, **kwargs):
        asking = self.asking
        try:
            document, row = self.press()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            document, row, asking = self.document, None, ""
        return redirect(f"{document.get_absolute_url()}{asking}{f'#row-{row.pk}' if row else ''}")


class RowAct(OfKind, Press):
    """A press beside one rule."""

    def permission_object(self):
        self.object = found_row(self.kind, self.request.user, self.kwargs["pk"])
        return self.object.document

    @property
    def document(self) -> RuleDocument:
        return self.object.document


class RowMove(RowAct):
    def press(self):
        drafting.move_row(self.object, self.kwargs["way"])
        return self.document, self.object


class RowCopy(RowAct):
    def press(self):
        return self.document, drafting.copy_row(self.object)


class RowDelete(RowAct):
    """What was taken out last is kept with the session, and may be put back."""

    asking = "?out=1"

    def press(self):
        rows = list(self.document.rows.all())
        place = rows.index(self.object)
        drafting.delete_row(self.object)
        self.request.session[TAKEN_OUT] = {
            "of": str(self.document.pk), "kind": self.kind.stem, "place": place, "data": self.object.plain(),
        }  # fmt: skip
        rows.pop(place)
        return self.document, rows[min(place, len(rows) - 1)] if rows else None


class RowRestore(OfDocument, Press):
    """Puts back what was taken out last."""

    def permission_object(self):
        self.document = found(self.model.objects.visible_to(self.request.user), self.kwargs["pk"])
        return self.document

    def press(self):
        kept = self.taken_out(self.document)
        if kept is None:
            return self.document, None
        row = drafting.put_row_back(self.document, kept["data"], kept["place"])
        del self.request.session[TAKEN_OUT]
        return self.document, row

"""What the endpoints of every kind of record that is handed in share; the pages' are in ``record_pages``."""

from collections.abc import Callable

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.utils import timezone

from apps.approvals.models import Case
from apps.core.rest.forms import filled
from apps.core.rest.uploads import split_files
from apps.core.rest.views import FileItem
from apps.files import services as files
from apps.files.choices import CONTENT_TYPES
from apps.files.models import StoredFile


class HandingIn:
    """Hands in through the form and the service of the page, with a document where one was sent. The rows are told
    with ``case_id``, their review under the name ``subject``.
    """

    subject = ""
    submit_form: type
    hand_in: Callable

    def rows(self):
        case = Case.objects.filter(subject=self.subject, target_id=OuterRef("pk"), school=OuterRef("school"))
        return super().rows().annotate(case_id=Subquery(case.values("pk")[:1]))

    def handed_in(self, sent: dict, **kwargs):
        user, today = self.request.user, self.request.today
        texts, documents = split_files(sent)
        form = filled(
            self.submit_form,
            texts,
            files=documents,
            user=user,
            author=user.seat.member,
            today=today,
            **kwargs,
        )
        return self.hand_in(form.instance, **form.given(), actor=user, today=today, now=timezone.now())


class StoredFileItem(FileItem):
    """A file that belongs to a row the user may see; ``file()`` finds it, None where there is none."""

    media_types = tuple(CONTENT_TYPES.values())

    def file(self) -> StoredFile | None:
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        found = self.file()
        if found is None:
            raise Http404
        return files.response(found)


class DraftFileItem(StoredFileItem):
    """The document of one draft of a record."""

    def file(self):
        draft = self.object.drafts.select_related("file").filter(number=self.kwargs["number"]).first()
        return draft and draft.file

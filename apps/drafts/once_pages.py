"""Pages whose form ``static/drafts.js`` sends by itself (``data-once``): however often it arrives, it is done once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.drafts.pages import DraftedForm
from apps.drafts.services import discard_draft

# The script says whether someone is looking: ``now``, or ``later`` for what had waited for the network.
HEADER, LATER = "X-Once", "later"


class SentOnce(DraftedForm):
    """Mixed into a form's page. ``sent_before(once)`` answers what this key of the device has brought already.

    The script is answered 201 and the address to go to in ``X-Next``, 422 with the page for what is wrong, 401
    for whoever must log in again. A browser without script gets the usual answers.
    """

    def sent_before(self, once: UUID):
        raise NotImplementedError

    @property
    def once(self) -> UUID | None:
        try:
            return UUID(self.request.POST.get("once", ""))
        except ValueError:
            return None

    def to_log_in(self):
        if HEADER in self.request.headers:
            return HttpResponse(status=401)
        return super().to_log_in()

    def post(self, request, *args, **kwargs):
        return self.known() or super().post(request, *args, **kwargs)

    def known(self):
        """The answer to what has come before; None to what is new."""
        known = self.sent_before(self.once) if self.once else None
        if known is None:
            return None
        self.object = known
        messages.info(self.request, _("This was sent before and is recorded once. Here it is."))
        return self.arrived()

    def form_valid(self, form):
        answer = super().form_valid(form)
        return self.arrived() if answer.status_code == 302 else answer

    def form_invalid(self, form):
        """What is wrong; unless the same has arrived a moment ago, which is all that stands in the way."""
        return self.known() or super().form_invalid(form)

    def arrived(self):
        """Let go of the draft and lead to what it became."""
        once = str(self.once) if self.once else None
        discard_draft(user=self.request.user, key=self.draft_key(), once=once)
        if HEADER not in self.request.headers:
            return redirect(self.get_success_url())
        if self.request.headers[HEADER] == LATER:
            list(messages.get_messages(self.request))  # the script says it itself, on whichever page is open
        return HttpResponse(status=201, headers={"X-Next": self.get_success_url()})

"""Pages whose form is kept as it is typed (``static/drafts.js``)."""

from apps.drafts.services import discard_draft


class DraftedForm:
    """Mixed into a form's page. ``draft_key`` is what the draft of the form is kept under."""

    def draft_key(self) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return super().get_context_data(draft_key=self.draft_key(), **kwargs)


class KeptForm(DraftedForm):
    """What was typed is let go of once it is saved.

    A form about something that is there carries along what it began with, in its field ``seen``
    (``apps/core/meanwhile.py``, or a version). The draft keeps that too: put back after somebody else has changed the
    thing, it says so, and saving it is compared like any other late sending.
    """

    def form_valid(self, form):
        key = self.draft_key()
        answer = super().form_valid(form)
        if answer.status_code == 302:
            discard_draft(user=self.request.user, key=key)
        return answer

"""Pages whose form is kept as it is typed (``static/drafts.js``)."""

from apps.drafts.services import discard_draft


class DraftedForm:
    """Mixed into a form's page. ``draft_key`` is what the draft of the form is kept under."""

    def draft_key(self) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        return super().get_context_data(draft_key=self.draft_key(), **kwargs)


class KeptForm(DraftedForm):
    """What was typed is let go of once it is saved."""

    def form_valid(self, form):
        key = self.draft_key()
        answer = super().form_valid(form)
        if answer.status_code == 302:
            discard_draft(user=self.request.user, key=key)
        return answer

from apps.core.forms import OwnedForm
from apps.credits.models import EntryKind


class EntryKindForm(OwnedForm):
    class Meta:
        model = EntryKind
        fields = ["family", "name", "position", "posts_itself", "needs_proof"]

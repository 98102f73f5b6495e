import rules

from apps.core.permissions import seated

rules.add_perm("drafts.change_draft", seated)

import rules

from apps.core.permissions import admitted

rules.add_perm("drafts.change_draft", admitted)

import rules

from apps.core.permissions import admitted

rules.add_perm("guide.view_guide", admitted)

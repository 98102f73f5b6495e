import rules

from apps.core.permissions import seated

rules.add_perm("guide.view_guide", seated)

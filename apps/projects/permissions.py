"""The register of projects is open to the whole school; the office keeps it."""

import rules

from apps.core.permissions import office, seated

rules.add_perm("projects.view_project", seated)
rules.add_perm("projects.add_project", office)
rules.add_perm("projects.change_project", office)

"""Who may look into the ledger and its catalogue.

Which entries are seen is decided row by row (``EntryQuerySet.visible_to``): one's own and those of one's groups; a
leader sees those of the members led; office, principals and leading group all of the school. Nobody writes one by hand.
"""

import rules

from apps.core.permissions import office, principal, seated, sees_school

rules.add_perm("credits.view_entry", seated)
rules.add_perm("credits.view_hours", seated)
rules.add_perm("credits.view_entrykind", seated)
rules.add_perm("credits.change_entrykind", office)
rules.add_perm("credits.view_proposal", seated)
rules.add_perm("credits.decide_proposal", office)
rules.add_perm("credits.view_seal", sees_school)
rules.add_perm("credits.close_semester", office | principal)
rules.add_perm("credits.reopen_semester", principal)


@rules.predicate
def unpublished(user, document=None):
    """A draft; true as well of no document in particular."""
    return document is None or document.is_draft


rules.add_perm("credits.view_rulepack", seated)
# Published packs are there for everybody to read; the menu has a line for those who work with them.
rules.add_perm("credits.read_rules", sees_school)
rules.add_perm("credits.add_rulepack", office)
rules.add_perm("credits.change_rulepack", office & unpublished)
rules.add_perm("credits.publish_rulepack", office)

"""Everybody with a seat has tokens of their own; the office sees all of the school and revokes any."""

import rules

from apps.core.permissions import office, seated


@rules.predicate
def owner(user, token=None):
    return token is not None and token.user_id == user.pk


rules.add_perm("tokens.use_api", seated)
rules.add_perm("tokens.view_token", seated)
rules.add_perm("tokens.add_token", seated)
rules.add_perm("tokens.view_overview", office)
rules.add_perm("tokens.revoke_token", office | owner)

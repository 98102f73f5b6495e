import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from apps.core.tables import DayColumn, ListTable
from apps.tokens.choices import Area
from apps.tokens.models import ApiToken


def scopes_in_words(scopes: list[str]) -> str:
    """The areas that are read, then those that are changed too."""
    names = dict(Area.choices)
    writes = [names[area.value] for area in Area if f"{area.value}:write" in scopes]
    reads = [
        names[area.value]
        for area in Area
        if f"{area.value}:read" in scopes and f"{area.value}:write" not in scopes
    ]
    said = [_("reads: %(areas)s") % {"areas": "、".join(map(str, reads))}] if reads else []
    said += [_("reads and changes: %(areas)s") % {"areas": "、".join(map(str, writes))}] if writes else []
    return "；".join(said)


class TokenTable(ListTable):
    name = tables.Column()
    scopes = tables.Column(verbose_name=gettext_lazy("what it may"), orderable=False)
    ending = tables.Column(orderable=False)
    expires_on = DayColumn()
    last_used_on = DayColumn()
    state = tables.Column(
        accessor="pk", verbose_name=gettext_lazy("state of the token"), orderable=False, empty_values=()
    )

    class Meta(ListTable.Meta):
        model = ApiToken
        fields = ["name", "scopes", "ending", "expires_on", "last_used_on", "state"]

    def render_scopes(self, value):
        return scopes_in_words(value)

    def render_ending(self, value):
        return f"…{value}"

    def value_state(self, record):
        if record.revoked_at:
            return pgettext("of a token", "revoked")
        if record.expires_on < self.request.today:
            return pgettext("of a token", "expired")
        return pgettext("of a token", "valid")

    def render_state(self, record):
        said = self.value_state(record)
        if record.revoked_at or record.expires_on < self.request.today:
            return said
        return format_html(
            '{} · <a href="{}" aria-label="{}">{}</a>', said, reverse("tokens:token_revoke", args=[record.pk]),
            _("Revoke “%(token)s”") % {"token": record}, pgettext("of a token", "Revoke"),
        )  # fmt: skip


class OverviewTable(TokenTable):
    user = tables.Column(accessor="user__name", verbose_name=gettext_lazy("belongs to"))

    class Meta(TokenTable.Meta):
        fields = ["user", *TokenTable.Meta.fields]
        sequence = ["user", "..."]

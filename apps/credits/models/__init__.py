"""The catalogue of what counts, and the append-only ledger."""

from apps.credits.models.entries import Entry, EntryQuerySet
from apps.credits.models.kinds import EntryKind
from apps.credits.models.packs import PackRule, RulePack

__all__ = ["Entry", "EntryKind", "EntryQuerySet", "PackRule", "RulePack"]

"""What a school counts, what its work is worth, what records propose, and the append-only ledger."""

from apps.credits.models.entries import TAKEN_AS, Entry, EntryQuerySet, reference
from apps.credits.models.heads import LedgerHead
from apps.credits.models.kinds import EntryKind
from apps.credits.models.packs import PackRule, RulePack
from apps.credits.models.proposals import Proposal
from apps.credits.models.revaluing import Revaluing
from apps.credits.models.seals import SealedTotal, SemesterSeal

__all__ = [
    "TAKEN_AS",
    "Entry",
    "EntryKind",
    "EntryQuerySet",
    "LedgerHead",
    "PackRule",
    "Proposal",
    "Revaluing",
    "RulePack",
    "SealedTotal",
    "SemesterSeal",
    "reference",
]

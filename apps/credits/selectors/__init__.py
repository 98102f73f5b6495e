"""Reads of the ledger: totals (always sums of entries) and the packs work is valued by."""

from apps.credits.selectors.catalogue import Catalogue, catalogue_of
from apps.credits.selectors.packs import default_pack, gaps, pack_named, packs_of, packs_that_hold
from apps.credits.selectors.seals import (
    Difference,
    HolderTotal,
    differences,
    is_closed,
    semesters_with_seals,
    totals_of,
    under_review,
)
from apps.credits.selectors.totals import (
    COUNTED,
    KindTotal,
    Totals,
    ends,
    has_hours,
    kinds_with_use,
    recognised,
    staff_with_totals,
    sums,
    totals_by_kind,
    totals_by_member,
)

__all__ = [
    "COUNTED",
    "Catalogue",
    "Difference",
    "HolderTotal",
    "KindTotal",
    "Totals",
    "catalogue_of",
    "default_pack",
    "differences",
    "ends",
    "gaps",
    "has_hours",
    "is_closed",
    "kinds_with_use",
    "pack_named",
    "packs_of",
    "packs_that_hold",
    "recognised",
    "semesters_with_seals",
    "staff_with_totals",
    "sums",
    "totals_by_kind",
    "totals_by_member",
    "totals_of",
    "under_review",
]

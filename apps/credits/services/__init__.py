"""Acts on the ledger: records propose (records, proposals), packs value (valuing), and only ``settle`` writes."""

from apps.credits.postings import NOTHING, Posting, Settled
from apps.credits.services.catalogue import open_catalogue, save_kind
from apps.credits.services.ledger import lock_ledger, settle
from apps.credits.services.proposals import confirm, propose, put_back, refuse
from apps.credits.services.records import refuse_stale, save_records, withdraw, withdraw_records, write_rows
from apps.credits.services.refreshing import propose_records
from apps.credits.services.semesters import close_semester, reopen_semester, said_mixed
from apps.credits.services.valuing import revalue, would_be_worth

__all__ = [
    "NOTHING",
    "Posting",
    "Settled",
    "close_semester",
    "confirm",
    "lock_ledger",
    "open_catalogue",
    "propose",
    "propose_records",
    "put_back",
    "refuse",
    "refuse_stale",
    "reopen_semester",
    "revalue",
    "said_mixed",
    "save_kind",
    "save_records",
    "settle",
    "withdraw",
    "withdraw_records",
    "would_be_worth",
    "write_rows",
]

"""Acts on works. Each takes a list of one semester, from a page a list of one."""

from apps.credits import services as credits
from apps.credits.choices import DEFAULT_RULE
from apps.credits.services import Posting, Settled
from apps.credits.sources import source_key
from apps.portfolio.models import Work

SOURCE = "portfolio.work"


def work_key(work: Work) -> str:
    return source_key(SOURCE, work.pk)


def work_posting(work: Work) -> Posting:
    """One work with its characters, for its author."""
    return Posting(
        source_key=work_key(work), kind_id=work.category_id, member_id=work.author_id, date=work.date,
        characters=work.characters, level=work.level, title=work.title,
        explanation={
            "rule": DEFAULT_RULE, "inputs": {"level": work.level, "result": work.result},
            "steps": [{"step": "count", "count": 1}, {"step": "characters", "characters": work.characters}],
        },
    )  # fmt: skip


def save_works(works: list[Work], *, actor, reason: str) -> Settled:
    """Record new works and correct known ones; the ledger follows."""
    return credits.save_records(works, key=work_key, value=work_posting, reason=reason, actor=actor)


def withdraw_works(works: list[Work], *, actor, reason: str) -> Settled:
    """Withdraw works: readable still, counted no more."""
    return credits.withdraw_records(works, key=work_key, reason=reason, actor=actor)

"""Acts on lesson observations. Each takes a list of one semester, from a page a list of one."""

from apps.credits import services as credits
from apps.credits.choices import DEFAULT_RULE
from apps.credits.services import Posting, Settled
from apps.credits.sources import source_key
from apps.observations.models import Observation

SOURCE = "observations.observation"


def observation_key(observation: Observation) -> str:
    return source_key(SOURCE, observation.pk)


def observation_posting(observation: Observation) -> Posting:
    """One lesson counted for the observer."""
    return Posting(
        source_key=observation_key(observation), kind_id=observation.lesson_type_id,
        member_id=observation.observer_id, date=observation.date, title=observation.ledger_title,
        explanation={
            "rule": DEFAULT_RULE, "inputs": {"mode": observation.mode}, "steps": [{"step": "count", "count": 1}],
        },
    )  # fmt: skip


def save_observations(observations: list[Observation], *, actor, reason: str) -> Settled:
    """Record new observations and correct known ones; the ledger follows."""
    return credits.save_records(
        observations, key=observation_key, value=observation_posting, reason=reason, actor=actor
    )


def withdraw_observations(observations: list[Observation], *, actor, reason: str) -> Settled:
    """Withdraw observations: readable still, counted no more."""
    return credits.withdraw_records(observations, key=observation_key, reason=reason, actor=actor)

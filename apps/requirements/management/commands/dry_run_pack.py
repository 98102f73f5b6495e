"""Say what a rule pack would have made of a semester."""

from apps.credits.models import RulePack
from apps.credits.rules.texts import pack_of, read_pack
from apps.requirements.management.dry_runs import DryRunDocument


class Command(DryRunDocument):
    help = "Says who would gain, lose, newly fail or pass had a rule pack held in a semester; nothing is written."
    model, reader, made_of = RulePack, read_pack, pack_of

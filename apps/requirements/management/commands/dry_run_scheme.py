"""Say what a scheme of requirements would have made of a semester."""

from apps.requirements.management.dry_runs import DryRunDocument
from apps.requirements.models import Scheme
from apps.requirements.rules.texts import read_scheme, scheme_of


class Command(DryRunDocument):
    help = "Says who would newly fail or pass had a scheme held in a semester; nothing is written."
    model, reader, made_of = Scheme, read_scheme, scheme_of

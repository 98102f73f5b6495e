"""Write a rule pack as YAML."""

from apps.credits.management.documents import ExportDocument
from apps.credits.models import RulePack


class Command(ExportDocument):
    help = "Writes a version of a rule pack as YAML."
    model = RulePack

"""Write a scheme of requirements as YAML."""

from apps.credits.management.documents import ExportDocument
from apps.requirements.models import Scheme


class Command(ExportDocument):
    help = "Writes a version of a scheme of requirements as YAML."
    model = Scheme

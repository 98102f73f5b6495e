"""Make a draft of a scheme of requirements from YAML."""

from apps.credits.management.documents import ImportDocument
from apps.requirements.models import Scheme
from apps.requirements.rules.sentences import sentences
from apps.requirements.rules.texts import read_scheme


class Command(ImportDocument):
    help = "Reads a scheme of requirements (docs/rules.md) and makes a draft of it, to be published in the browser."
    model, reader, says = Scheme, read_scheme, sentences

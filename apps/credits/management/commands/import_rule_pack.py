"""Make a draft of a rule pack from YAML."""

from apps.credits.management.documents import ImportDocument
from apps.credits.models import RulePack
from apps.credits.rules.gaps import never_reached, never_said
from apps.credits.rules.sentences import sentences
from apps.credits.rules.texts import read_pack


class Command(ImportDocument):
    help = "Reads a rule pack (docs/rules.md) and makes a draft of it, to be published in the browser."
    model, reader, says = RulePack, read_pack, sentences

    @staticmethod
    def warns(value):
        return [never_said(*pair) for pair in never_reached(value.rules)]

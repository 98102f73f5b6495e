"""Make a draft of a rule pack from YAML."""

from apps.credits.management.documents import ImportDocument
from apps.credits.models import RulePack
from apps.credits.rules.gaps import never_reached, never_said, seldom_reached, seldom_said
from apps.credits.rules.sentences import sentences
from apps.credits.rules.texts import read_pack


class Command(ImportDocument):
    help = "Reads a rule pack (docs/rules.md) and makes a draft of it, to be published in the browser."
    model, reader, says = RulePack, read_pack, sentences

    @staticmethod
    def warns(value):
        never, seldom = never_reached(value.rules), seldom_reached(value.rules)
        return [*(never_said(*pair) for pair in never), *(seldom_said(*pair) for pair in seldom)]

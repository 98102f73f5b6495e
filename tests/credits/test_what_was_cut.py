"""An entry lists what the rules that hold took from it, also where it comes to the same amount as before."""

from decimal import Decimal

from apps.credits.cuts import cut_pieces
from apps.credits.models import Entry
from tests.credits.packs import PLAIN, attend, publish, standing

TWICE = (
    PLAIN.replace("gives: 1", "gives: 2")
    + """
  - {type: cap, code: most, where: {kinds: [activity]}, at_most: 4, per: item}
"""
)


def taken() -> list[tuple]:
    return [(piece.pack, piece.cut.rule, piece.cut.amount) for piece in cut_pieces(Entry.objects.all())]


def test_new_rules_that_take_something_off_are_told_though_the_amount_is_the_same(cast):
    attend(cast, hours="4")
    publish(cast, PLAIN)
    [before] = standing()
    publish(cast, TWICE)
    [after] = standing()
    assert (before.hours, after.hours) == (4, 4)
    assert taken() == [("own v2", "most", Decimal(4))]
    assert Entry.objects.get(reverses=before).reason == "新办法"


def test_new_rules_that_take_the_same_off_leave_the_entry_alone(cast):
    attend(cast, hours="4")
    publish(cast, TWICE)
    [before] = standing()
    publish(cast, TWICE)
    assert standing() == [before]

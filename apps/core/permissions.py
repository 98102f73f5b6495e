"""Predicates every app builds its permissions from. They look at the user's seat only."""

import rules


@rules.predicate
def admitted(user):
    """Anyone with a seat in a school, also whoever only reviews for the county."""
    return user.seat is not None


@rules.predicate
def seated(user):
    """Anyone who belongs to a school: on its staff, or keeping its books."""
    return user.seat is not None and not user.seat.is_guest


@rules.predicate
def on_the_staff(user):
    """Whoever only keeps the books has a seat, but is no member of the staff."""
    return user.seat is not None and user.seat.member_id is not None and not user.seat.is_guest


@rules.predicate
def office(user):
    """Teaching affairs or research office, or whoever keeps the school's books."""
    return user.seat is not None and user.seat.is_office


@rules.predicate
def principal(user):
    return user.seat is not None and user.seat.is_principal


@rules.predicate
def sees_school(user):
    """Principals, office and leading group read every record of the school."""
    return user.seat is not None and user.seat.sees_school


@rules.predicate
def standing(user, record=None):
    """The record is not withdrawn; true as well of no record in particular."""
    return record is None or record.withdrawn_at is None

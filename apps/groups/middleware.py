"""Puts the user into a seat for the request."""

from apps.core import clock
from apps.groups import selectors
from apps.schools.models import Semester
from apps.staff.seats import SCHOOL_KEY

SEMESTER_KEY = "semester"


class SeatMiddleware:
    """Sets ``request.user.seat``, ``request.semester`` and ``request.today``.

    The school is the one chosen last; the semester is named in the address (``?semester=``), else chosen
    last, else ``request.present_semester``, the one of today. Where it is another the page says so and leads back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.today = clock.today()
        request.semester = request.present_semester = None
        request.semesters = []
        if request.user.is_authenticated:
            request.user.seat = selectors.seat_of(
                request.user, today=request.today, school_id=request.session.get(SCHOOL_KEY)
            )
            if request.user.seat:
                self.choose_semester(request)
        return self.get_response(request)

    def choose_semester(self, request):
        """Remember a semester named in the address, so that the next page opens in the same one."""
        semesters = list(Semester.objects.visible_to(request.user).select_related("year"))
        request.semesters = semesters
        by_pk = {str(s.pk): s for s in semesters}
        named = request.GET.get("semester", "")
        if named in by_pk:
            request.session[SEMESTER_KEY] = named
        chosen = request.session.get(SEMESTER_KEY, "")
        request.present_semester = semester_of(request.today, semesters)
        request.semester = by_pk.get(named) or by_pk.get(chosen) or request.present_semester


def semester_of(day, semesters):
    """Of semesters, the newest first: as ``Semester.objects.around`` chooses; None of none."""
    begun = (s for s in semesters if s.starts_on <= day)
    return next(begun, semesters[0] if semesters else None)

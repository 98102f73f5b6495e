"""A seat: the place a user acts from."""

from dataclasses import dataclass

from apps.schools.models import School
from apps.staff.choices import OFFICE, PRINCIPALS

# The school chosen last, in the session.
SCHOOL_KEY = "school"


@dataclass(frozen=True)
class Seat:
    """One user in one school today: as which staff member, with which posts and groups.

    ``member`` is None for someone who keeps the school's books without being on its staff.
    """

    school: School
    member: "StaffMember | None" = None  # noqa: F821 the model imports this module
    posts: frozenset[str] = frozenset()
    led_group_ids: frozenset[int] = frozenset()
    group_ids: frozenset[int] = frozenset()
    led_member_ids: frozenset[int] = frozenset()
    in_leading_group: bool = False
    keeps_books: bool = False
    has_others: bool = False  # seats in other schools to switch to

    @property
    def member_id(self) -> int | None:
        return self.member.pk if self.member else None

    @property
    def is_guest(self) -> bool:
        """Reviews for the county: sees what lies or lay with them, and nothing else of the school."""
        return self.member is not None and self.member.is_guest

    @property
    def is_office(self) -> bool:
        """Teaching affairs or research office, or appointed keeper of the books."""
        return self.keeps_books or bool(self.posts & OFFICE)

    @property
    def is_principal(self) -> bool:
        """Principal or vice-principal."""
        return bool(self.posts & PRINCIPALS)

    @property
    def is_leader(self) -> bool:
        """Leads at least one group today."""
        return bool(self.led_group_ids)

    @property
    def sees_school(self) -> bool:
        """May read every record of the school: principals, office, leading group."""
        return self.is_office or self.is_principal or self.in_leading_group

    def reads_scores_of(self, member_id: int | None) -> bool:
        """May read how single pieces of somebody's work were judged: one's own, those of members led, office and
        principals everybody's. The leading group reads figures.
        """
        return self.is_office or self.is_principal or member_id in {self.member_id, *self.led_member_ids}

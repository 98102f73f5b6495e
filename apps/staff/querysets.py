"""Who sees the records of staff, shared by the apps that hold them."""

from django.db.models import Q

from apps.schools.models import RecordQuerySet


class AuthoredQuerySet(RecordQuerySet):
    """Records with an ``author``: one's own, a led group's, all for those who see the school."""

    def visible_to(self, user):
        seat = user.seat
        rows = super().visible_to(user)
        if seat is None or seat.sees_school:
            return rows
        return rows.filter(self.shown_to(seat))

    def shown_to(self, seat) -> Q:
        """What someone sees who does not see the school."""
        mine = Q(author_id=seat.member_id)
        return mine | Q(author_id__in=seat.led_member_ids) if seat.is_leader else mine

    def own(self, user):
        """One's own, which ``visible_to`` shows to everyone, where no others are wanted."""
        return self.filter(school_id=user.seat.school.pk, author_id=user.seat.member_id)

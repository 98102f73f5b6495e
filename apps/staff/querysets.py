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
        mine = Q(author_id=seat.member_id)
        if seat.is_leader:
            mine |= Q(author_id__in=seat.led_member_ids)
        return rows.filter(mine)

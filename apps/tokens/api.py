"""Who am I: what a program asks first."""

from django.utils.translation import gettext_lazy as _

from apps.core.rest.views import Endpoint
from apps.tokens.serializers import SeatOut


class Me(Endpoint):
    may = {"get": "tokens.use_api"}
    summary = {"get": _("Whom the token acts as, in which school, and what it may")}
    reads = SeatOut

    def get(self, request, *args, **kwargs):
        found = {"token": request.auth.token, "seat": request.user.seat, "today": request.today}
        return self.told(found)

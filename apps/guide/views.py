"""The user guide, reached from every page."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.views import PlainPage
from apps.guide import selectors
from apps.guide.choices import Reader


class GuideHome(PlainPage):
    """On to the part that explains the page one came from (``?about=observations``)."""

    permission = "guide.view_guide"

    def get(self, request, *args, **kwargs):
        about = request.GET.get("about", "")
        reader = selectors.part_about(about, selectors.reader_of(request.user.seat))
        known = about in dict(selectors.guide_for(reader).sections)
        address = reverse("guide:guide_detail", args=[reader])
        return redirect(f"{address}#{about}" if known else address)


class GuideDetail(PlainPage):
    permission = "guide.view_guide"
    template_name = "guide/guide_detail.html"
    area = "guide"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["reader"] not in Reader.values:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_title(self):
        return _("User guide · %(reader)s") % {"reader": Reader(self.kwargs["reader"]).label}

    def get_context_data(self, **kwargs):
        guide = selectors.guide_for(self.kwargs["reader"])
        return super().get_context_data(guide=guide, readers=Reader.choices, **kwargs)

from django.urls import path
from django.views.generic import RedirectView

app_name = "groups"
urlpatterns = [
    path("", RedirectView.as_view(url="/school/"), name="group_list"),
    path("switch-school/", RedirectView.as_view(url="/school/"), name="school_switch"),
]

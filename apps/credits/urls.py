from django.urls import path
from django.views.generic import RedirectView

app_name = "credits"
urlpatterns = [path("", RedirectView.as_view(url="/school/"), name="entry_list")]

from django.urls import path
from django.views.generic import RedirectView

app_name = "projects"
urlpatterns = [path("", RedirectView.as_view(url="/school/"), name="project_list")]

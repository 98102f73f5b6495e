from django.urls import path
from django.views.generic import RedirectView

app_name = "lessonplans"
urlpatterns = [path("", RedirectView.as_view(url="/school/"), name="lessonplan_list")]

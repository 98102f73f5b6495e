from django.urls import path

from apps.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:pk>/", views.JobDetail.as_view(), name="job_detail"),
    path("<uuid:pk>/cancel/", views.JobCancel.as_view(), name="job_cancel"),
    path("<uuid:pk>/retry/", views.JobRetry.as_view(), name="job_retry"),
    path("<uuid:pk>/files/<slug:role>/", views.JobFileDownload.as_view(), name="job_file"),
]

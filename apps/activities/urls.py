from django.urls import path

from apps.activities import views

app_name = "activities"
urlpatterns = [
    path("", views.ActivityList.as_view(), name="activity_list"),
    path("new/", views.ActivityCreate.as_view(), name="activity_create"),
    path("<int:pk>/", views.ActivityDetail.as_view(), name="activity_detail"),
    path("<int:pk>/edit/", views.ActivityEdit.as_view(), name="activity_edit"),
    path("<int:pk>/withdraw/", views.ActivityWithdraw.as_view(), name="activity_withdraw"),
    path("<int:pk>/attendance/", views.AttendanceEdit.as_view(), name="attendance_edit"),
]

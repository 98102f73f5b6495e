from django.urls import path

from apps.activities import views

app_name = "activities"
urlpatterns = [
    path("", views.ActivityList.as_view(), name="activity_list"),
    path("new/", views.ActivityCreate.as_view(), name="activity_create"),
    path("attendance/", views.AttendanceList.as_view(), name="attendance_list"),
    path("<int:pk>/", views.ActivityDetail.as_view(), name="activity_detail"),
    path("<int:pk>/edit/", views.ActivityEdit.as_view(), name="activity_edit"),
    path("<int:pk>/withdraw/", views.ActivityWithdraw.as_view(), name="activity_withdraw"),
    path("<int:pk>/attendance/", views.AttendanceEdit.as_view(), name="attendance_edit"),
    path("<int:pk>/attendance/undo/", views.AttendanceUndo.as_view(), name="attendance_undo"),
    path("<int:pk>/participants/", views.ParticipantsEdit.as_view(), name="participants_edit"),
    path("<int:pk>/particulars/", views.ParticularsEdit.as_view(), name="particulars_edit"),
    path("<int:pk>/signatures/", views.SignaturesEdit.as_view(), name="signatures_edit"),
    path("<int:pk>/reflection/", views.ReflectionEdit.as_view(), name="reflection_edit"),
    path("<int:pk>/minutes/", views.MinutesEdit.as_view(), name="minutes_edit"),
    path("<int:pk>/material/new/", views.MaterialCreate.as_view(), name="material_create"),
    path("<int:pk>/material/<int:material>/", views.MaterialFile.as_view(), name="material_file"),
    path("<int:pk>/material/<int:material>/delete/", views.MaterialDelete.as_view(), name="material_delete"),
]

from django.urls import path

from apps.observations import views

app_name = "observations"
urlpatterns = [
    path("", views.ObservationList.as_view(), name="observation_list"),
    path("log/", views.ObservationLog.as_view(), name="observation_log"),
    path("worker.js", views.Worker.as_view(), name="worker"),
    path("new/", views.ObservationCreate.as_view(), name="observation_create"),
    path("<int:pk>/", views.ObservationDetail.as_view(), name="observation_detail"),
    path("<int:pk>/reply/", views.ObservationReply.as_view(), name="observation_reply"),
    path("<int:pk>/acknowledge/", views.ObservationAcknowledge.as_view(), name="observation_acknowledge"),
    path("<int:pk>/edit/", views.ObservationEdit.as_view(), name="observation_edit"),
    path("<int:pk>/withdraw/", views.ObservationWithdraw.as_view(), name="observation_withdraw"),
    path("<int:pk>/photos/<int:photo>/", views.PhotoFile.as_view(), name="photo_file"),
]

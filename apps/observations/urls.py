from django.urls import path

from apps.observations import views

app_name = "observations"
urlpatterns = [
    path("", views.ObservationList.as_view(), name="observation_list"),
    path("new/", views.ObservationCreate.as_view(), name="observation_create"),
    path("<int:pk>/", views.ObservationDetail.as_view(), name="observation_detail"),
    path("<int:pk>/edit/", views.ObservationEdit.as_view(), name="observation_edit"),
    path("<int:pk>/withdraw/", views.ObservationWithdraw.as_view(), name="observation_withdraw"),
]

from django.urls import path

from apps.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.NoticeList.as_view(), name="notice_list"),
    path("read/", views.NoticeReadAll.as_view(), name="notice_read_all"),
    path("<uuid:pk>/", views.NoticeDetail.as_view(), name="notice_detail"),
    path("choice/", views.ChoiceEdit.as_view(), name="choice_edit"),
    path("address/<str:code>/", views.AddressConfirm.as_view(), name="address_confirm"),
    path("robots/", views.RobotList.as_view(), name="robot_list"),
    path("robots/new/", views.RobotCreate.as_view(), name="robot_create"),
    path("robots/<int:pk>/", views.RobotDetail.as_view(), name="robot_detail"),
    path("robots/<int:pk>/edit/", views.RobotEdit.as_view(), name="robot_edit"),
    path("robots/<int:pk>/test/", views.RobotTest.as_view(), name="robot_test"),
    path("robots/<int:pk>/delete/", views.RobotDelete.as_view(), name="robot_delete"),
]

from django.urls import path

from apps.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.GroupList.as_view(), name="group_list"),
    path("new/", views.GroupCreate.as_view(), name="group_create"),
    path("switch-school/", views.SchoolSwitch.as_view(), name="school_switch"),
    path("<int:pk>/", views.GroupDetail.as_view(), name="group_detail"),
    path("<int:pk>/edit/", views.GroupEdit.as_view(), name="group_edit"),
    path("<int:pk>/members/", views.GroupMembers.as_view(), name="group_members"),
    path("<int:pk>/merge/", views.GroupMerge.as_view(), name="group_merge"),
    path("<int:pk>/end/", views.GroupEnd.as_view(), name="group_end"),
]

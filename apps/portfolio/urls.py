from django.urls import path

from apps.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("", views.WorkList.as_view(), name="work_list"),
    path("new/", views.WorkCreate.as_view(), name="work_create"),
    path("<int:pk>/", views.WorkDetail.as_view(), name="work_detail"),
    path("<int:pk>/edit/", views.WorkEdit.as_view(), name="work_edit"),
    path("<int:pk>/withdraw/", views.WorkWithdraw.as_view(), name="work_withdraw"),
]

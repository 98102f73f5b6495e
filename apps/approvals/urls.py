from django.urls import path

from apps.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("approve/", views.CaseApproveMany.as_view(), name="case_approve_many"),
    path("<int:pk>/approve/", views.CaseApprove.as_view(), name="case_approve"),
    path("<int:pk>/return/", views.CaseReturn.as_view(), name="case_return"),
    path("<int:pk>/withdraw/", views.CaseWithdraw.as_view(), name="case_withdraw"),
    path("<int:pk>/undo/", views.CaseUndo.as_view(), name="case_undo"),
    path("away/", views.AbsenceList.as_view(), name="absence_list"),
    path("away/new/", views.AbsenceCreate.as_view(), name="absence_create"),
    path("routes/", views.RouteList.as_view(), name="route_list"),
    path("routes/<str:subject>/", views.RouteEdit.as_view(), name="route_edit"),
]

from django.urls import path

from apps.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.Inbox.as_view(), name="inbox"),
    path("review/", views.Review.as_view(), name="review"),
    path("undo/", views.CaseUndoMany.as_view(), name="case_undo_many"),
    path("<int:pk>/review/", views.CaseReview.as_view(), name="case_review"),
    path("<int:pk>/comments/", views.RemarkCreate.as_view(), name="remark_create"),
    path("comments/<int:pk>/delete/", views.RemarkDelete.as_view(), name="remark_delete"),
    path("comments/<int:pk>/answer/", views.RemarkAnswer.as_view(), name="remark_answer"),
    path("approve/", views.CaseApproveMany.as_view(), name="case_approve_many"),
    path("<int:pk>/approve/", views.CaseApprove.as_view(), name="case_approve"),
    path("<int:pk>/return/", views.CaseReturn.as_view(), name="case_return"),
    path("<int:pk>/withdraw/", views.CaseWithdraw.as_view(), name="case_withdraw"),
    path("<int:pk>/undo/", views.CaseUndo.as_view(), name="case_undo"),
    path("away/", views.AbsenceList.as_view(), name="absence_list"),
    path("away/new/", views.AbsenceCreate.as_view(), name="absence_create"),
    path("away/<int:pk>/edit/", views.AbsenceEdit.as_view(), name="absence_edit"),
    path("away/<int:pk>/delete/", views.AbsenceDelete.as_view(), name="absence_delete"),
    path("phrases/", views.PhrasesEdit.as_view(), name="phrases_edit"),
    path("routes/", views.RouteList.as_view(), name="route_list"),
    path("county/", views.GuestList.as_view(), name="guest_list"),
    path("county/new/", views.GuestCreate.as_view(), name="guest_create"),
    path("county/<int:pk>/password/", views.GuestPassword.as_view(), name="guest_password"),
    path("county/<int:pk>/end/", views.GuestEnd.as_view(), name="guest_end"),
    path("routes/<str:subject>/", views.RouteEdit.as_view(), name="route_edit"),
]

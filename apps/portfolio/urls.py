from django.urls import path

from apps.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("", views.WorkList.as_view(), name="work_list"),
    path("new/", views.WorkCreate.as_view(), name="work_create"),
    path("hand-in/", views.WorkSubmit.as_view(), name="work_submit"),
    path("<int:pk>/hand-in/", views.WorkResubmit.as_view(), name="work_resubmit"),
    path("<int:pk>/drafts/<int:number>/", views.DraftFile.as_view(), name="draft_file"),
    path("<int:pk>/proof/", views.WorkProof.as_view(), name="work_proof"),
    path("<int:pk>/", views.WorkDetail.as_view(), name="work_detail"),
    path("<int:pk>/edit/", views.WorkEdit.as_view(), name="work_edit"),
    path("<int:pk>/withdraw/", views.WorkWithdraw.as_view(), name="work_withdraw"),
]

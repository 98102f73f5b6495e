from django.urls import path

from apps.declarations import views

app_name = "declarations"
urlpatterns = [
    path("", views.DeclarationList.as_view(), name="declaration_list"),
    path("new/", views.DeclarationCreate.as_view(), name="declaration_create"),
    path("inspect/", views.InspectionRecord.as_view(), name="inspection_record"),
    path("declare/", views.DeclarationSubmit.as_view(), name="declaration_submit"),
    path("<int:pk>/declare/", views.DeclarationResubmit.as_view(), name="declaration_resubmit"),
    path("<int:pk>/drafts/<int:number>/", views.DraftFile.as_view(), name="draft_file"),
    path("<int:pk>/proof/", views.DeclarationProof.as_view(), name="declaration_proof"),
    path("<int:pk>/", views.DeclarationDetail.as_view(), name="declaration_detail"),
    path("<int:pk>/edit/", views.DeclarationEdit.as_view(), name="declaration_edit"),
    path("<int:pk>/withdraw/", views.DeclarationWithdraw.as_view(), name="declaration_withdraw"),
]

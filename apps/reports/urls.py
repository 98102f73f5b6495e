from django.urls import path

from apps.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.SummaryDetail.as_view(), name="summary"),
    path("<int:pk>/print/", views.SummaryPrint.as_view(), name="summary_print"),
    path("<int:pk>/tables/", views.SummaryTables.as_view(), name="summary_tables"),
    path("<int:pk>/texts/", views.TextList.as_view(), name="text_list"),
    path("<int:pk>/texts/<slug:section>/", views.TextEdit.as_view(), name="text_edit"),
    path("<int:pk>/texts/<slug:section>/preview/", views.TextPreview.as_view(), name="text_preview"),
    path("<int:pk>/texts/<slug:section>/restore/", views.TextRestore.as_view(), name="text_restore"),
    path("runs/<uuid:pk>/", views.RunDetail.as_view(), name="run_detail"),
    path("activities/<int:pk>/sign-in/", views.SignInSheet.as_view(), name="sign_in_sheet"),
]

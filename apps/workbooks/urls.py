from django.urls import path

from apps.workbooks import views

app_name = "workbooks"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("format/", views.FormatDetail.as_view(), name="format_detail"),
    path("template/", views.TemplateDownload.as_view(), name="template_download"),
    path("semesters/<int:pk>/", views.SemesterExport.as_view(), name="semester_export"),
    path("checks/<uuid:pk>/", views.CheckDetail.as_view(), name="check_detail"),
    path("checks/<uuid:pk>/import/", views.ImportCreate.as_view(), name="import_create"),
    path("imports/<uuid:pk>/", views.ImportDetail.as_view(), name="import_detail"),
]

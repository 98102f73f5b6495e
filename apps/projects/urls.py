from django.urls import path

from apps.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.ProjectList.as_view(), name="project_list"),
    path("new/", views.ProjectCreate.as_view(), name="project_create"),
    path("<int:pk>/", views.ProjectDetail.as_view(), name="project_detail"),
    path("<int:pk>/edit/", views.ProjectEdit.as_view(), name="project_edit"),
]

from django.urls import path

from apps.lessonplans import views

app_name = "lessonplans"
urlpatterns = [
    path("", views.LessonPlanList.as_view(), name="lessonplan_list"),
    path("new/", views.LessonPlanCreate.as_view(), name="lessonplan_create"),
    path("<int:pk>/", views.LessonPlanDetail.as_view(), name="lessonplan_detail"),
    path("<int:pk>/edit/", views.LessonPlanEdit.as_view(), name="lessonplan_edit"),
    path("<int:pk>/withdraw/", views.LessonPlanWithdraw.as_view(), name="lessonplan_withdraw"),
]

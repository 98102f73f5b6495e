from django.urls import path

from apps.lessonplans import views

app_name = "lessonplans"
urlpatterns = [
    path("", views.LessonPlanList.as_view(), name="lessonplan_list"),
    path("new/", views.LessonPlanCreate.as_view(), name="lessonplan_create"),
    path("hand-in/", views.LessonPlanSubmit.as_view(), name="lessonplan_submit"),
    path("missing/", views.MissingList.as_view(), name="missing_list"),
    path("missing/remind/", views.MissingRemind.as_view(), name="missing_remind"),
    path("<int:pk>/hand-in/", views.LessonPlanResubmit.as_view(), name="lessonplan_resubmit"),
    path("<int:pk>/drafts/<int:number>/", views.DraftFile.as_view(), name="draft_file"),
    path("<int:pk>/", views.LessonPlanDetail.as_view(), name="lessonplan_detail"),
    path("<int:pk>/edit/", views.LessonPlanEdit.as_view(), name="lessonplan_edit"),
    path("<int:pk>/withdraw/", views.LessonPlanWithdraw.as_view(), name="lessonplan_withdraw"),
]

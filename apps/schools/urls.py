from django.urls import path

from apps.schools import views

app_name = "schools"
urlpatterns = [
    path("", views.SchoolDetail.as_view(), name="school_detail"),
    path("edit/", views.SchoolEdit.as_view(), name="school_edit"),
    path("semesters/", views.SemesterList.as_view(), name="semester_list"),
    path("semesters/new/", views.SemesterCreate.as_view(), name="semester_create"),
    path("semesters/<int:pk>/edit/", views.SemesterEdit.as_view(), name="semester_edit"),
    path("holidays/", views.HolidayList.as_view(), name="holiday_list"),
    path("holidays/new/", views.HolidayCreate.as_view(), name="holiday_create"),
    path("holidays/<int:pk>/edit/", views.HolidayEdit.as_view(), name="holiday_edit"),
    path("holidays/<int:pk>/delete/", views.HolidayDelete.as_view(), name="holiday_delete"),
    path("campuses/", views.CampusList.as_view(), name="campus_list"),
    path("campuses/new/", views.CampusCreate.as_view(), name="campus_create"),
    path("campuses/<int:pk>/edit/", views.CampusEdit.as_view(), name="campus_edit"),
    path("subjects/", views.SubjectList.as_view(), name="subject_list"),
    path("subjects/new/", views.SubjectCreate.as_view(), name="subject_create"),
    path("subjects/<int:pk>/edit/", views.SubjectEdit.as_view(), name="subject_edit"),
    path("grades/", views.GradeList.as_view(), name="grade_list"),
    path("grades/new/", views.GradeCreate.as_view(), name="grade_create"),
    path("grades/<int:pk>/edit/", views.GradeEdit.as_view(), name="grade_edit"),
]

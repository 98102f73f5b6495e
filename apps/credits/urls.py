from django.urls import path

from apps.credits import views

app_name = "credits"
urlpatterns = [
    path("", views.EntryList.as_view(), name="entry_list"),
    path("<int:pk>/", views.EntryDetail.as_view(), name="entry_detail"),
    path("hours/", views.Hours.as_view(), name="hours"),
    path("kinds/", views.EntryKindList.as_view(), name="entrykind_list"),
    path("kinds/new/", views.EntryKindCreate.as_view(), name="entrykind_create"),
    path("kinds/<int:pk>/edit/", views.EntryKindEdit.as_view(), name="entrykind_edit"),
]

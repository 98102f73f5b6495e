"""Addresses short enough for paper."""

from django.urls import path

from apps.credits import total_pages

app_name = "totals"
urlpatterns = [
    path("", total_pages.TotalFind.as_view(), name="total_find"),
    path("<str:code>/", total_pages.TotalOpen.as_view(), name="total_open"),
]

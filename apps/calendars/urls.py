from django.urls import path

from apps.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.Calendar.as_view(), name="calendar"),
    path("subscribe/", views.CalendarSubscribe.as_view(), name="calendar_subscribe"),
    path("unsubscribe/", views.CalendarUnsubscribe.as_view(), name="calendar_unsubscribe"),
    path("feed/<str:token>.ics", views.CalendarFeed.as_view(), name="calendar_feed"),
]

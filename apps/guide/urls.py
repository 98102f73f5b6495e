from django.urls import path

from apps.guide import views

app_name = "guide"
urlpatterns = [
    path("", views.GuideHome.as_view(), name="guide_home"),
    path("<str:reader>/", views.GuideDetail.as_view(), name="guide_detail"),
]

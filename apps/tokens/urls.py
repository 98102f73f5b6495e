from django.urls import path

from apps.tokens import views

app_name = "tokens"
urlpatterns = [
    path("", views.TokenList.as_view(), name="token_list"),
    path("new/", views.TokenCreate.as_view(), name="token_create"),
    path("school/", views.TokenOverview.as_view(), name="token_overview"),
    path("<int:pk>/revoke/", views.TokenRevoke.as_view(), name="token_revoke"),
]

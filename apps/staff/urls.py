from django.urls import path
from django.views.generic import RedirectView

app_name = "staff"
urlpatterns = [
    path("log-in/", RedirectView.as_view(url="/"), name="log_in"),
    path("log-out/", RedirectView.as_view(url="/"), name="log_out"),
    path("password/", RedirectView.as_view(url="/"), name="password_change"),
    path("account/", RedirectView.as_view(url="/"), name="profile"),
    path("staff/", RedirectView.as_view(url="/"), name="staffmember_list"),
]

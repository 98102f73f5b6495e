from django.urls import path

from apps.drafts import views

app_name = "drafts"
urlpatterns = [path("<slug:key>/", views.DraftState.as_view(), name="draft_state")]

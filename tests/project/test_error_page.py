"""A fault of ours: a page in plain words, with the number that stands in the log."""

import pytest
from django.test import Client
from django.urls import path
from rest_framework.views import APIView

from schoolresearch import urls
from tests.project.markup import Markup


def break_down(request):
    raise RuntimeError("单小雨")


class Broken(APIView):
    authentication_classes = permission_classes = throttle_classes = ()

    def get(self, request):
        raise RuntimeError("单小雨")


urlpatterns = [*urls.urlpatterns, path("broken/", break_down), path("api/v0/broken/", Broken.as_view())]
handler500 = urls.handler500


@pytest.fixture
def client(settings):
    """Without the ``db`` mark: whoever asks the database fails."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "把这个编号告诉管理员"), ("en", "tell the administrator")]
)
def test_the_page_carries_the_number_of_the_request(client, language, words):
    response = client.get("/broken/", headers={"accept-language": language})
    page = response.content.decode()
    assert response.status_code == 500
    assert response["X-Request-ID"] in page
    assert words in page
    assert "单小雨" not in page
    assert Markup(page).faults == []


def test_a_template_that_fails_too_still_leaves_the_number(client, settings):
    settings.TEMPLATES = [{**engine, "DIRS": [], "APP_DIRS": False} for engine in settings.TEMPLATES]
    response = client.get("/broken/")
    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "把这个编号告诉管理员"), ("en", "Tell the administrator")]
)
def test_a_program_is_told_in_the_shape_of_every_refusal(client, language, words):
    response = client.get("/api/v0/broken/", headers={"accept-language": language})
    assert (response.status_code, response["Content-Type"]) == (500, "application/json")
    [line] = response.json()["errors"]
    assert (line["field"], line["code"]) == (None, "server_error")
    assert words in line["message"]
    assert line["message"].endswith(response["X-Request-ID"])

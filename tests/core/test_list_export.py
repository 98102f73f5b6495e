from django.urls import reverse

from apps.core import views


def test_a_list_too_long_for_a_file_says_so_and_stays_as_it_was_filtered(cast, browse, monkeypatch):
    monkeypatch.setattr(views, "EXPORT_ROWS", 1)
    people = reverse("staff:staffmember_list")
    answer = browse(cast.office).get(people, {"sort": "number", "export": "xlsx"}, follow=True)
    assert answer.redirect_chain == [(f"{people}?sort=number", 302)]
    assert [str(message) for message in answer.context["messages"]] == ["超过 1 条，请先缩小筛选范围再导出。"]

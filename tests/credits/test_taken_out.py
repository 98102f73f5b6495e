"""A press too many beside a rule is taken back."""

from django.urls import reverse

from apps.credits import drafting
from apps.credits.models import RulePack


def test_a_rule_taken_out_is_put_back_where_it_stood(cast, browse):
    office = browse(cast.office)
    head = {"code": "own", "name": "本校办法", "valid": {"from": "2025-09-01"}, "gives": "hours"}
    pack = drafting.begin(RulePack, school=cast.school, data=head, actor=cast.office.user)
    for code in ("one", "two", "three"):
        drafting.save_row(pack, None, {"type": "cap", "code": code, "at_most": "24", "per": "school_year"})
    row = pack.rows.get(code="two")
    after = pack.rows.get(code="three")
    away = office.post(reverse("credits:packrule_delete", args=[row.pk]))
    assert away.url.endswith(f"#row-{after.pk}")
    back = reverse("credits:rulepack_row_restore", args=[pack.pk])
    assert back in office.get(away.url).content.decode()
    office.post(back)
    office.post(back)  # pressed twice
    assert list(pack.rows.values_list("code", flat=True)) == ["one", "two", "three"]
    assert pack.rows.get(code="two").data == row.data
    assert back not in office.get(away.url).content.decode()

from django.urls import include, path

from apps.credits import pack_pages, proposal_pages, seal_pages, views
from apps.credits.document_urls import document_paths

app_name = "credits"
packs = {
    "list": pack_pages.RulePackList, "choose": pack_pages.RulePackChoose, "create": pack_pages.RulePackCreate,
    "upload": pack_pages.RulePackUpload, "preset": pack_pages.RulePackPreset, "detail": pack_pages.RulePackDetail,
    "edit": pack_pages.RulePackEdit, "yaml": pack_pages.RulePackYaml, "publish": pack_pages.RulePackPublish,
    "end": pack_pages.RulePackEnd, "version": pack_pages.RulePackVersion, "delete": pack_pages.RulePackDelete,
    "row_create": pack_pages.VerbChoice, "row_edit": pack_pages.PackRuleEdit, "row_copy": pack_pages.PackRuleCopy,
    "row_delete": pack_pages.PackRuleDelete, "row_move": pack_pages.PackRuleMove,
    "row_restore": pack_pages.PackRuleRestore,
}  # fmt: skip
urlpatterns = [
    path("", views.EntryList.as_view(), name="entry_list"),
    path("<int:pk>/", views.EntryDetail.as_view(), name="entry_detail"),
    path("hours/", views.Hours.as_view(), name="hours"),
    path("kinds/", views.EntryKindList.as_view(), name="entrykind_list"),
    path("kinds/new/", views.EntryKindCreate.as_view(), name="entrykind_create"),
    path("kinds/<int:pk>/edit/", views.EntryKindEdit.as_view(), name="entrykind_edit"),
    path("waiting/", proposal_pages.ProposalList.as_view(), name="proposal_list"),
    path("waiting/decide/", proposal_pages.ProposalDecide.as_view(), name="proposal_decide"),
    path("waiting/revalue/", proposal_pages.Revalue.as_view(), name="revalue"),
    path("semesters/", seal_pages.SemesterList.as_view(), name="semester_list"),
    path("semesters/<int:pk>/close/", seal_pages.SealCreate.as_view(), name="semesterseal_create"),
    path("closings/<int:pk>/", seal_pages.SealDetail.as_view(), name="semesterseal_detail"),
    path("closings/<int:pk>/reopen/", seal_pages.SealReopen.as_view(), name="semesterseal_reopen"),
    path("packs/", include(document_paths("rulepack", "packrule", packs))),
    path(
        "packs/<int:pk>/rules/new/<slug:type>/", pack_pages.PackRuleCreate.as_view(), name="packrule_create"
    ),
]

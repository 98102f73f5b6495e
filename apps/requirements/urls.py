from django.urls import include, path

from apps.credits.document_urls import document_paths
from apps.requirements.views import burden, dry_runs, grants, owed, risk, schemes

app_name = "requirements"
urlpatterns = [
    path("", owed.OwnOwed.as_view(), name="owed"),
    path("staff/<int:pk>/", owed.MemberOwed.as_view(), name="member_owed"),
    path("groups/<int:pk>/", owed.GroupOwed.as_view(), name="group_owed"),
    path("risk/", risk.RiskList.as_view(), name="risk"),
    path("risk/remind/", risk.RiskRemind.as_view(), name="risk_remind"),
    path("burden/", burden.Burden.as_view(), name="burden"),
    path("exemptions/", grants.ExemptionList.as_view(), name="exemption_list"),
    path("exemptions/new/", grants.ExemptionCreate.as_view(), name="exemption_create"),
    path("exemptions/<int:pk>/withdraw/", grants.ExemptionWithdraw.as_view(), name="exemption_withdraw"),
    path("targets/", grants.OwnTargetList.as_view(), name="owntarget_list"),
    path("targets/new/", grants.OwnTargetCreate.as_view(), name="owntarget_create"),
    path("targets/<int:pk>/withdraw/", grants.OwnTargetWithdraw.as_view(), name="owntarget_withdraw"),
    path("borrowing/", grants.TransferList.as_view(), name="transfer_list"),
    path("borrowing/new/", grants.TransferCreate.as_view(), name="transfer_create"),
    path("borrowing/<int:pk>/withdraw/", grants.TransferWithdraw.as_view(), name="transfer_withdraw"),
    path("dry-runs/packs/<int:pk>/", dry_runs.TryPack.as_view(), name="pack_dryrun"),
    path("dry-runs/schemes/<int:pk>/", dry_runs.TryScheme.as_view(), name="scheme_dryrun"),
    path("dry-runs/<uuid:pk>/", dry_runs.DryRunDetail.as_view(), name="dryrun_detail"),
    path("dry-runs/<uuid:pk>/<slug:of>/<int:number>/", dry_runs.DryRunPerson.as_view(), name="dryrun_person"),
    path("schemes/", include(document_paths("scheme", "requirement", schemes.PAGES))),
]

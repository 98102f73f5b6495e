"""Every address of the API, version 1. The permission table in ``tests/project`` has a line for each."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from apps.activities import api as activities
from apps.activities import particulars_api as particulars
from apps.approvals import api as approvals
from apps.approvals import guest_api as guests
from apps.approvals import route_api as routes
from apps.calendars import api as calendars
from apps.core.rest.views import Nowhere
from apps.credits import api as credits
from apps.credits import document_api as packs
from apps.credits import proposal_api as proposals
from apps.credits import seal_api as seals
from apps.declarations import api as declarations
from apps.groups import api as groups
from apps.jobs import api as jobs
from apps.lessonplans import api as lessonplans
from apps.notices import api as notices
from apps.observations import api as observations
from apps.portfolio import api as portfolio
from apps.projects import api as projects
from apps.reports import api as reports
from apps.requirements import api as requirements
from apps.requirements import dry_run_api as tried
from apps.requirements import grant_api as grants
from apps.requirements import risk_api as risk
from apps.requirements import scheme_api as schemes
from apps.schools import api as schools
from apps.staff import api as staff
from apps.tokens import api as tokens
from apps.tokens.description import Description
from apps.tokens.views import ApiDocs
from apps.workbooks import api as workbooks

app_name = "api"
urlpatterns = [
    path("docs/", ApiDocs.as_view(), name="docs"),
    path("schema/", SpectacularJSONAPIView.as_view(generator_class=Description), name="schema"),
    path("me/", tokens.Me.as_view(), name="me"),
    path("semesters/", schools.SemesterList.as_view(), name="semester_list"),
    path("semesters/<int:pk>/", schools.SemesterItem.as_view(), name="semester_item"),
    path("semesters/<int:pk>/close/", seals.SemesterClose.as_view(), name="semester_close"),
    path("semesters/<int:pk>/workbook/", workbooks.SemesterExport.as_view(), name="semester_workbook"),
    path("semesters/<int:pk>/summary/", reports.SummaryItem.as_view(), name="summary"),
    path("semesters/<int:pk>/summary/print/", reports.SummaryPrint.as_view(), name="summary_print"),
    path("semesters/<int:pk>/summary/tables/", reports.SummaryTables.as_view(), name="summary_tables"),
    path("semesters/<int:pk>/summary/texts/", reports.TextList.as_view(), name="text_list"),
    path("semesters/<int:pk>/summary/texts/<slug:section>/", reports.TextItem.as_view(), name="text_item"),
    path(
        "semesters/<int:pk>/summary/texts/<slug:section>/restore/",
        reports.TextRestore.as_view(),
        name="text_restore",
    ),
    path("closings/", seals.ClosingList.as_view(), name="closing_list"),
    path("closings/<int:pk>/", seals.SealItem.as_view(), name="closing_item"),
    path("closings/<int:pk>/reopen/", seals.SealReopen.as_view(), name="closing_reopen"),
    path("school/", schools.SchoolItem.as_view(), name="school_item"),
    path("holidays/", schools.HolidayList.as_view(), name="holiday_list"),
    path("holidays/<int:pk>/", schools.HolidayItem.as_view(), name="holiday_item"),
    path("holidays/<int:pk>/delete/", schools.HolidayDelete.as_view(), name="holiday_delete"),
    path("campuses/", schools.CampusList.as_view(), name="campus_list"),
    path("campuses/<int:pk>/", schools.CampusItem.as_view(), name="campus_item"),
    path("subjects/", schools.SubjectList.as_view(), name="subject_list"),
    path("subjects/<int:pk>/", schools.SubjectItem.as_view(), name="subject_item"),
    path("grades/", schools.GradeList.as_view(), name="grade_list"),
    path("grades/<int:pk>/", schools.GradeItem.as_view(), name="grade_item"),
    path("staff/", staff.MemberList.as_view(), name="staffmember_list"),
    path("staff/<int:pk>/", staff.MemberItem.as_view(), name="staffmember_item"),
    path("staff/<int:pk>/leave/", staff.MemberLeave.as_view(), name="staffmember_leave"),
    path("staff/<int:pk>/return/", staff.MemberReturn.as_view(), name="staffmember_return"),
    path("staff/<int:pk>/log-in/", staff.LogInIssue.as_view(), name="log_in_issue"),
    path("log-ins/", staff.LogInList.as_view(), name="log_in_list"),
    path("tags/", staff.TagList.as_view(), name="tag_list"),
    path("tags/<int:pk>/", staff.TagItem.as_view(), name="tag_item"),
    path("groups/", groups.GroupList.as_view(), name="group_list"),
    path("groups/<int:pk>/", groups.GroupItem.as_view(), name="group_item"),
    path("groups/<int:pk>/members/", groups.GroupMembers.as_view(), name="group_members"),
    path("groups/<int:pk>/merge/", groups.GroupMerge.as_view(), name="group_merge"),
    path("groups/<int:pk>/end/", groups.GroupEnd.as_view(), name="group_end"),
    path("activities/", activities.ActivityList.as_view(), name="activity_list"),
    path("activities/series/", activities.SeriesCreate.as_view(), name="series_create"),
    path("activities/<int:pk>/", activities.ActivityItem.as_view(), name="activity_item"),
    path("activities/<int:pk>/withdraw/", activities.ActivityWithdraw.as_view(), name="activity_withdraw"),
    path("activities/<int:pk>/attendance/", activities.AttendanceList.as_view(), name="attendance"),
    path("activities/<int:pk>/attendance/undo/", activities.AttendanceUndo.as_view(), name="attendance_undo"),
    path("activities/<int:pk>/participants/", activities.Participants.as_view(), name="participants"),
    path("activities/<int:pk>/particulars/", particulars.Particulars.as_view(), name="particulars"),
    path("activities/<int:pk>/signatures/", particulars.Signatures.as_view(), name="signatures"),
    path("activities/<int:pk>/reflection/", particulars.Reflection.as_view(), name="reflection"),
    path("activities/<int:pk>/minutes/", activities.MinutesItem.as_view(), name="minutes"),
    path("activities/<int:pk>/material/", activities.MaterialList.as_view(), name="material"),
    path(
        "activities/<int:pk>/material/<int:material>/file/",
        activities.MaterialFile.as_view(),
        name="material_file",
    ),
    path(
        "activities/<int:pk>/material/<int:material>/delete/",
        activities.MaterialDelete.as_view(),
        name="material_delete",
    ),
    path("activities/<int:pk>/sign-in-sheet/", reports.SignInSheet.as_view(), name="sign_in_sheet"),
    path("observations/", observations.ObservationList.as_view(), name="observation_list"),
    path("observations/<int:pk>/", observations.ObservationItem.as_view(), name="observation_item"),
    path(
        "observations/<int:pk>/withdraw/",
        observations.ObservationWithdraw.as_view(),
        name="observation_withdraw",
    ),
    path("observations/<int:pk>/reply/", observations.ObservationReply.as_view(), name="observation_reply"),
    path(
        "observations/<int:pk>/acknowledge/",
        observations.ObservationAcknowledge.as_view(),
        name="observation_acknowledge",
    ),
    path("observations/<int:pk>/photos/", observations.PhotoList.as_view(), name="photo_create"),
    path(
        "observations/<int:pk>/photos/<int:photo>/file/", observations.PhotoFile.as_view(), name="photo_file"
    ),
    path(
        "observations/<int:pk>/photos/<int:photo>/delete/",
        observations.PhotoDelete.as_view(),
        name="photo_delete",
    ),
    path("lesson-plans/", lessonplans.PlanList.as_view(), name="lessonplan_list"),
    path("lesson-plans/<int:pk>/", lessonplans.PlanItem.as_view(), name="lessonplan_item"),
    path("lesson-plans/<int:pk>/resubmit/", lessonplans.PlanResubmit.as_view(), name="lessonplan_resubmit"),
    path("lesson-plans/missing/", lessonplans.MissingList.as_view(), name="missing_list"),
    path("lesson-plans/missing/remind/", lessonplans.MissingRemind.as_view(), name="missing_remind"),
    path("lesson-plans/record/", lessonplans.PlanRecord.as_view(), name="lessonplan_record"),
    path("lesson-plans/<int:pk>/withdraw/", lessonplans.PlanWithdraw.as_view(), name="lessonplan_withdraw"),
    path(
        "lesson-plans/<int:pk>/drafts/<int:number>/file/",
        lessonplans.PlanDraftFile.as_view(),
        name="lessonplan_file",
    ),
    path("works/", portfolio.WorkList.as_view(), name="work_list"),
    path("works/submit/", portfolio.WorkSubmit.as_view(), name="work_submit"),
    path("works/<int:pk>/", portfolio.WorkItem.as_view(), name="work_item"),
    path("works/<int:pk>/resubmit/", portfolio.WorkResubmit.as_view(), name="work_resubmit"),
    path("works/<int:pk>/withdraw/", portfolio.WorkWithdraw.as_view(), name="work_withdraw"),
    path("works/<int:pk>/drafts/<int:number>/file/", portfolio.WorkDraftFile.as_view(), name="work_file"),
    path("works/<int:pk>/proof/", portfolio.WorkProof.as_view(), name="work_proof"),
    path("declarations/", declarations.DeclarationList.as_view(), name="declaration_list"),
    path("declarations/submit/", declarations.DeclarationSubmit.as_view(), name="declaration_submit"),
    path("declarations/record/", declarations.DeclarationRecord.as_view(), name="declaration_record"),
    path("declarations/<int:pk>/", declarations.DeclarationItem.as_view(), name="declaration_item"),
    path(
        "declarations/<int:pk>/resubmit/",
        declarations.DeclarationResubmit.as_view(),
        name="declaration_resubmit",
    ),
    path(
        "declarations/<int:pk>/withdraw/",
        declarations.DeclarationWithdraw.as_view(),
        name="declaration_withdraw",
    ),
    path(
        "declarations/<int:pk>/drafts/<int:number>/file/",
        declarations.DeclarationDraftFile.as_view(),
        name="declaration_file",
    ),  # fmt: skip
    path("declarations/<int:pk>/proof/", declarations.DeclarationProof.as_view(), name="declaration_proof"),
    path("projects/", projects.ProjectList.as_view(), name="project_list"),
    path("projects/<int:pk>/", projects.ProjectItem.as_view(), name="project_item"),
    path("inbox/", approvals.Inbox.as_view(), name="inbox"),
    path("cases/approve-many/", routes.CaseApproveMany.as_view(), name="case_approve_many"),
    path("cases/undo-many/", routes.CaseUndoMany.as_view(), name="case_undo_many"),
    path("routes/", routes.RouteList.as_view(), name="route_list"),
    path("routes/<str:subject>/", routes.RouteItem.as_view(), name="route_item"),
    path("county/", guests.GuestList.as_view(), name="guest_list"),
    path("county/<int:pk>/log-in/", guests.GuestLogIn.as_view(), name="guest_log_in"),
    path("county/<int:pk>/end/", guests.GuestEnd.as_view(), name="guest_end"),
    path("phrases/", routes.PhraseList.as_view(), name="phrase_list"),
    path("cases/<int:pk>/", approvals.CaseItem.as_view(), name="case_item"),
    path("cases/<int:pk>/seen/", approvals.CaseSeen.as_view(), name="case_seen"),
    path("cases/<int:pk>/approve/", approvals.CaseApprove.as_view(), name="case_approve"),
    path("cases/<int:pk>/return/", approvals.CaseReturn.as_view(), name="case_return"),
    path("cases/<int:pk>/withdraw/", approvals.CaseWithdraw.as_view(), name="case_withdraw"),
    path("cases/<int:pk>/undo/", approvals.CaseUndo.as_view(), name="case_undo"),
    path("cases/<int:pk>/remarks/", approvals.RemarkList.as_view(), name="remark_list"),
    path("remarks/<int:pk>/answer/", approvals.RemarkAnswer.as_view(), name="remark_answer"),
    path("remarks/<int:pk>/delete/", approvals.RemarkDelete.as_view(), name="remark_delete"),
    path("absences/", approvals.AbsenceList.as_view(), name="absence_list"),
    path("absences/<int:pk>/", approvals.AbsenceItem.as_view(), name="absence_item"),
    path("absences/<int:pk>/delete/", approvals.AbsenceDelete.as_view(), name="absence_delete"),
    path("kinds/", credits.KindList.as_view(), name="kind_list"),
    path("kinds/<int:pk>/", credits.KindItem.as_view(), name="kind_item"),
    path("rule-packs/", packs.RulePackList.as_view(), name="rulepack_list"),
    path("rule-packs/<int:pk>/", packs.RulePackItem.as_view(), name="rulepack_item"),
    path("rule-packs/text/", packs.RulePackWrite.as_view(), name="rulepack_write"),
    path("rule-packs/ready/<slug:name>/", packs.RulePackPreset.as_view(), name="rulepack_preset"),
    path("rule-packs/<int:pk>/yaml/", packs.RulePackYaml.as_view(), name="rulepack_yaml"),
    path("rule-packs/<int:pk>/publish/", packs.RulePackPublish.as_view(), name="rulepack_publish"),
    path("rule-packs/<int:pk>/end/", packs.RulePackEnd.as_view(), name="rulepack_end"),
    path("rule-packs/<int:pk>/version/", packs.RulePackVersion.as_view(), name="rulepack_version"),
    path("rule-packs/<int:pk>/delete/", packs.RulePackDelete.as_view(), name="rulepack_delete"),
    path("rule-packs/<int:pk>/try/", schemes.RulePackTry.as_view(), name="rulepack_try"),
    path("schemes/", schemes.SchemeList.as_view(), name="scheme_list"),
    path("schemes/<int:pk>/", schemes.SchemeItem.as_view(), name="scheme_item"),
    path("schemes/text/", schemes.SchemeWrite.as_view(), name="scheme_write"),
    path("schemes/ready/<slug:name>/", schemes.SchemePreset.as_view(), name="scheme_preset"),
    path("schemes/<int:pk>/yaml/", schemes.SchemeYaml.as_view(), name="scheme_yaml"),
    path("schemes/<int:pk>/publish/", schemes.SchemePublish.as_view(), name="scheme_publish"),
    path("schemes/<int:pk>/end/", schemes.SchemeEnd.as_view(), name="scheme_end"),
    path("schemes/<int:pk>/version/", schemes.SchemeVersion.as_view(), name="scheme_version"),
    path("schemes/<int:pk>/delete/", schemes.SchemeDelete.as_view(), name="scheme_delete"),
    path("schemes/<int:pk>/try/", schemes.SchemeTry.as_view(), name="scheme_try"),
    path("proposals/", proposals.ProposalList.as_view(), name="proposal_list"),
    path("proposals/decide/", proposals.ProposalDecide.as_view(), name="proposal_decide"),
    path("proposals/revalue/", seals.Revalue.as_view(), name="revalue"),
    path("proposals/<int:pk>/", proposals.ProposalItem.as_view(), name="proposal_item"),
    path("proposals/<int:pk>/confirm/", proposals.ProposalConfirm.as_view(), name="proposal_confirm"),
    path("proposals/<int:pk>/refuse/", proposals.ProposalRefuse.as_view(), name="proposal_refuse"),
    path("proposals/<int:pk>/put-back/", proposals.ProposalPutBack.as_view(), name="proposal_put_back"),
    path("entries/", credits.EntryList.as_view(), name="entry_list"),
    path("entries/<int:pk>/", credits.EntryItem.as_view(), name="entry_item"),
    path("hours/", credits.HoursList.as_view(), name="hours"),
    path("owed/", requirements.OwedList.as_view(), name="owed_list"),
    path("owed/<int:pk>/", requirements.OwedItem.as_view(), name="owed_item"),
    path("owed/groups/", requirements.GroupOwedList.as_view(), name="group_owed_list"),
    path("owed/groups/<int:pk>/", requirements.GroupOwedItem.as_view(), name="group_owed_item"),
    path("owed/remind/", grants.OwedRemind.as_view(), name="owed_remind"),
    path("risk/", risk.RiskCounts.as_view(), name="risk"),
    path("risk/people/", risk.RiskPeople.as_view(), name="risk_people"),
    path("burden/", risk.BurdenCounts.as_view(), name="burden"),
    path("burden/staff/", risk.BurdenStaff.as_view(), name="burden_staff"),
    path("dry-runs/<uuid:pk>/", tried.DryRunItem.as_view(), name="dry_run"),
    path("dry-runs/<uuid:pk>/people/", tried.DryRunPeople.as_view(), name="dry_run_people"),
    path(
        "dry-runs/<uuid:pk>/people/<slug:of>/<int:number>/",
        tried.DryRunPerson.as_view(),
        name="dry_run_person",
    ),
    path("exemptions/", grants.ExemptionList.as_view(), name="exemption_list"),
    path("exemptions/<int:pk>/withdraw/", grants.ExemptionWithdraw.as_view(), name="exemption_withdraw"),
    path("targets/", grants.OwnTargetList.as_view(), name="owntarget_list"),
    path("targets/<int:pk>/withdraw/", grants.OwnTargetWithdraw.as_view(), name="owntarget_withdraw"),
    path("borrowing/", grants.TransferList.as_view(), name="transfer_list"),
    path("borrowing/<int:pk>/withdraw/", grants.TransferWithdraw.as_view(), name="transfer_withdraw"),
    path("calendar/subscriptions/", calendars.SubscriptionList.as_view(), name="subscription_list"),
    path(
        "calendar/subscriptions/<int:pk>/delete/",
        calendars.SubscriptionDelete.as_view(),
        name="subscription_delete",
    ),
    path("workbooks/template/", workbooks.TemplateFile.as_view(), name="workbook_template"),
    path("workbooks/check/", workbooks.WorkbookCheck.as_view(), name="workbook_check"),
    path("workbooks/<uuid:pk>/import/", workbooks.WorkbookImport.as_view(), name="workbook_import"),
    path("jobs/", jobs.JobList.as_view(), name="job_list"),
    path("jobs/<uuid:pk>/", jobs.JobItem.as_view(), name="job_item"),
    path("jobs/<uuid:pk>/cancel/", jobs.JobCancel.as_view(), name="job_cancel"),
    path("jobs/<uuid:pk>/retry/", jobs.JobRetry.as_view(), name="job_retry"),
    path("jobs/<uuid:pk>/files/<slug:role>/", jobs.JobFileItem.as_view(), name="job_file"),
    path("robots/", notices.RobotList.as_view(), name="robot_list"),
    path("robots/<int:pk>/", notices.RobotItem.as_view(), name="robot_item"),
    path("robots/<int:pk>/test/", notices.RobotTest.as_view(), name="robot_test"),
    path("robots/<int:pk>/delete/", notices.RobotDelete.as_view(), name="robot_delete"),
    path("notices/read-all/", notices.NoticeReadAll.as_view(), name="notice_read_all"),
    path("notices/choice/", notices.ChoiceItem.as_view(), name="notice_choice"),
    path("notices/", notices.NoticeList.as_view(), name="notice_list"),
    path("notices/<uuid:pk>/", notices.NoticeItem.as_view(), name="notice_item"),
    path("notices/<uuid:pk>/read/", notices.NoticeRead.as_view(), name="notice_read"),
    re_path("", Nowhere.as_view(), name="nowhere"),
]

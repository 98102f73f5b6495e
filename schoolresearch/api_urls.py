"""Every address of the API, version 1. The permission table in ``tests/project`` has a line for each."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from apps.activities import api as activities
from apps.approvals import api as approvals
from apps.core.rest.views import Nowhere
from apps.credits import api as credits
from apps.credits import document_api as packs
from apps.credits import proposal_api as proposals
from apps.groups import api as groups
from apps.lessonplans import api as lessonplans
from apps.notices import api as notices
from apps.observations import api as observations
from apps.portfolio import api as portfolio
from apps.projects import api as projects
from apps.reports import api as reports
from apps.requirements import api as requirements
from apps.requirements import scheme_api as schemes
from apps.schools import api as schools
from apps.staff import api as staff
from apps.tokens import api as tokens
from apps.tokens.views import ApiDocs

app_name = "api"
urlpatterns = [
    path("docs/", ApiDocs.as_view(), name="docs"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="schema"),
    path("me/", tokens.Me.as_view(), name="me"),
    path("semesters/", schools.SemesterList.as_view(), name="semester_list"),
    path("semesters/<int:pk>/", schools.SemesterItem.as_view(), name="semester_item"),
    path("semesters/<int:pk>/summary/", reports.SummaryItem.as_view(), name="summary"),
    path("campuses/", schools.CampusList.as_view(), name="campus_list"),
    path("subjects/", schools.SubjectList.as_view(), name="subject_list"),
    path("grades/", schools.GradeList.as_view(), name="grade_list"),
    path("staff/", staff.MemberList.as_view(), name="staffmember_list"),
    path("staff/<int:pk>/", staff.MemberItem.as_view(), name="staffmember_item"),
    path("groups/", groups.GroupList.as_view(), name="group_list"),
    path("groups/<int:pk>/", groups.GroupItem.as_view(), name="group_item"),
    path("activities/", activities.ActivityList.as_view(), name="activity_list"),
    path("activities/series/", activities.SeriesCreate.as_view(), name="series_create"),
    path("activities/<int:pk>/", activities.ActivityItem.as_view(), name="activity_item"),
    path("activities/<int:pk>/withdraw/", activities.ActivityWithdraw.as_view(), name="activity_withdraw"),
    path("activities/<int:pk>/attendance/", activities.AttendanceList.as_view(), name="attendance"),
    path("activities/<int:pk>/attendance/undo/", activities.AttendanceUndo.as_view(), name="attendance_undo"),
    path("activities/<int:pk>/participants/", activities.Participants.as_view(), name="participants"),
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
    path("projects/", projects.ProjectList.as_view(), name="project_list"),
    path("projects/<int:pk>/", projects.ProjectItem.as_view(), name="project_item"),
    path("inbox/", approvals.Inbox.as_view(), name="inbox"),
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
    path("rule-packs/", packs.RulePackList.as_view(), name="rulepack_list"),
    path("rule-packs/<int:pk>/", packs.RulePackItem.as_view(), name="rulepack_item"),
    path("schemes/", schemes.SchemeList.as_view(), name="scheme_list"),
    path("schemes/<int:pk>/", schemes.SchemeItem.as_view(), name="scheme_item"),
    path("proposals/", proposals.ProposalList.as_view(), name="proposal_list"),
    path("proposals/<int:pk>/", proposals.ProposalItem.as_view(), name="proposal_item"),
    path("proposals/<int:pk>/confirm/", proposals.ProposalConfirm.as_view(), name="proposal_confirm"),
    path("proposals/<int:pk>/refuse/", proposals.ProposalRefuse.as_view(), name="proposal_refuse"),
    path("entries/", credits.EntryList.as_view(), name="entry_list"),
    path("entries/<int:pk>/", credits.EntryItem.as_view(), name="entry_item"),
    path("hours/", credits.HoursList.as_view(), name="hours"),
    path("owed/", requirements.OwedList.as_view(), name="owed_list"),
    path("notices/", notices.NoticeList.as_view(), name="notice_list"),
    path("notices/<uuid:pk>/", notices.NoticeItem.as_view(), name="notice_item"),
    path("notices/<uuid:pk>/read/", notices.NoticeRead.as_view(), name="notice_read"),
    re_path("", Nowhere.as_view(), name="nowhere"),
]

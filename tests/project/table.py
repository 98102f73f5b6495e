"""Every address and who gets what from it.

A line is: URL name, object, then the answers to GET and to POST by anonymous, teacher, leader, office, principal and
a stranger (another school's principal). ``in`` is the way to the log-in page. A page that only shows has no answers
to POST. An empty POST is sent: 422 is a form that asks for what is missing, 302 an act that is done.
"""

from dataclasses import dataclass

from tests.project import api_table

ROLES = ("anonymous", "teacher", "leader", "office", "principal", "stranger")

LINES = """
healthz                        -                  200 200 200 200 200 200
readyz                         -                  503 503 503 503 503 503
set_language                   -                  302 302 302 302 302 302    302 302 302 302 302 302

schools:school_detail          -                  in  200 200 200 200 200
schools:school_edit            -                  in  403 403 200 403 403    in  403 403 422 403 403
schools:semester_list          -                  in  200 200 200 200 200
schools:semester_create        -                  in  403 403 200 403 403    in  403 403 422 403 403
schools:semester_edit          semester           in  403 403 200 403 404    in  403 403 422 403 404
schools:holiday_list           -                  in  200 200 200 200 200
schools:holiday_create         -                  in  403 403 200 403 403    in  403 403 422 403 403
schools:holiday_edit           holiday            in  403 403 200 403 404    in  403 403 422 403 404
schools:holiday_delete         holiday            in  403 403 200 403 404    in  403 403 302 403 404
schools:campus_list            -                  in  200 200 200 200 200
schools:campus_create          -                  in  403 403 200 403 403    in  403 403 422 403 403
schools:campus_edit            campus             in  403 403 200 403 404    in  403 403 422 403 404
schools:subject_list           -                  in  200 200 200 200 200
schools:subject_create         -                  in  403 403 200 403 403    in  403 403 422 403 403
schools:subject_edit           subject            in  403 403 200 403 404    in  403 403 422 403 404
schools:grade_list             -                  in  200 200 200 200 200
schools:grade_create           -                  in  403 403 200 403 403    in  403 403 422 403 403
schools:grade_edit             grade              in  403 403 200 403 404    in  403 403 422 403 404

staff:log_in                   -                  200 302 302 302 302 302    422 302 302 302 302 302
staff:log_out                  -                  405 405 405 405 405 405    in  in  in  in  in  in
staff:password_change          -                  in  200 200 200 200 200    in  422 422 422 422 422
staff:profile                  -                  in  200 200 200 200 200    in  302 302 302 302 302
staff:log_in_join              -                  in  200 200 200 200 200    in  422 422 422 422 422
staff:staffmember_list         -                  in  200 200 200 200 200
staff:staffmember_create       -                  in  403 403 200 403 403    in  403 403 422 403 403
staff:staffmember_detail       teacher            in  200 200 200 200 404
staff:staffmember_edit         teacher            in  403 403 200 403 404    in  403 403 422 403 404
staff:staffmember_leave        teacher            in  403 403 200 403 404    in  403 403 422 403 404
staff:staffmember_return       gone               in  403 403 200 403 404    in  403 403 302 403 404
staff:password_issue           teacher            in  403 403 200 403 404    in  403 403 200 403 404
staff:password_issue_many      -                  in  403 403 200 403 403    in  403 403 422 403 403
staff:stafftag_list            -                  in  403 403 200 403 403
staff:stafftag_create          -                  in  403 403 200 403 403    in  403 403 422 403 403
staff:stafftag_edit            tag                in  403 403 200 403 404    in  403 403 422 403 404

groups:group_list              -                  in  200 200 200 200 200
groups:group_create            -                  in  403 403 200 403 403    in  403 403 422 403 403
groups:group_detail            group              in  200 200 200 200 404
groups:group_edit              group              in  403 403 200 403 404    in  403 403 422 403 404
groups:group_members           group              in  403 403 200 403 404    in  403 403 422 403 404
groups:group_merge             group              in  403 403 200 403 404    in  403 403 422 403 404
groups:group_end               group              in  403 403 200 403 404    in  403 403 422 403 404
groups:school_switch           -                  in  200 200 200 200 200    in  404 404 404 404 404

portal:home                    -                  in  200 200 200 200 200

activities:activity_list       -                  in  200 200 200 200 200
activities:attendance_list     -                  in  200 200 200 200 200
activities:activity_create     -                  in  403 200 200 403 403    in  403 422 422 403 403
activities:activity_detail     activity           in  200 200 200 200 404
activities:activity_edit       activity           in  403 200 200 403 404    in  403 422 422 403 404
activities:activity_withdraw   activity           in  403 200 200 403 404    in  403 422 422 403 404
activities:attendance_edit     activity           in  403 200 200 403 404    in  403 422 422 403 404
activities:attendance_undo     activity           in  403 200 200 403 404    in  403 302 302 403 404
activities:participants_edit   activity           in  403 200 200 403 404    in  403 422 422 403 404
activities:particulars_edit   activity           in  403 200 200 403 404    in  403 422 422 403 404
activities:signatures_edit    activity           in  403 200 200 403 404    in  403 302 302 403 404
activities:reflection_edit    activity           in  200 403 403 403 404    in  302 403 403 403 404
activities:minutes_edit        activity           in  403 200 200 403 404    in  403 422 422 403 404
activities:material_create     activity           in  403 200 200 403 404    in  403 422 422 403 404
activities:material_file       photo              in  200 200 200 200 404
activities:material_delete     photo              in  403 200 200 403 404    in  403 302 302 403 404

credits:entry_list             -                  in  200 200 200 200 200
credits:entry_detail           entry              in  200 200 200 200 404
credits:entry_detail           colleague_entry    in  404 404 200 200 404
credits:hours                  -                  in  200 200 200 200 200
totals:total_find              -                  in  200 200 200 200 200
totals:total_open              own_total          in  302 302 302 302 404
totals:total_open              school_total       in  404 404 302 302 404
totals:total_open              mistyped           in  422 422 422 422 422
credits:entrykind_list         -                  in  200 200 200 200 200
credits:entrykind_create       -                  in  403 403 200 403 403    in  403 403 422 403 403
credits:entrykind_edit         kind               in  403 403 200 403 404    in  403 403 422 403 404
credits:proposal_list          -                  in  200 200 200 200 200
credits:proposal_decide        -                  in  403 403 302 403 403    in  403 403 400 403 403
credits:revalue                -                  in  403 403 200 403 403    in  403 403 422 403 403
credits:semester_list          -                  in  403 403 200 200 200
credits:semesterseal_create    past_semester      in  403 403 200 200 404    in  403 403 302 302 404
credits:semesterseal_detail    seal               in  403 403 200 200 404
credits:semesterseal_reopen    seal               in  403 403 403 200 404    in  403 403 403 422 404
credits:rulepack_list          -                  in  200 200 200 200 200
credits:rulepack_choose        -                  in  403 403 200 403 403
credits:rulepack_preset        ready_pack         in  403 403 200 403 403    in  403 403 302 403 403
credits:rulepack_create        -                  in  403 403 200 403 403    in  403 403 422 403 403
credits:rulepack_upload        -                  in  403 403 200 403 403    in  403 403 422 403 403
credits:rulepack_detail        pack               in  200 200 200 200 404
credits:rulepack_detail        pack_draft         in  404 404 200 200 404
credits:rulepack_yaml          pack               in  200 200 200 200 404
credits:rulepack_edit          pack               in  403 403 403 403 404    in  403 403 403 403 404
credits:rulepack_edit          pack_draft         in  404 404 200 403 404    in  404 404 422 403 404
credits:rulepack_publish       pack_draft         in  404 404 200 403 404    in  404 404 422 403 404
credits:rulepack_end           pack               in  403 403 200 403 404    in  403 403 422 403 404
credits:rulepack_version       pack               in  403 403 200 403 404    in  403 403 302 403 404
credits:rulepack_delete        pack_draft         in  404 404 200 403 404    in  404 404 302 403 404
credits:rulepack_row_create    pack_draft         in  404 404 200 403 404
credits:packrule_create        new_rule           in  404 404 200 403 404    in  404 404 422 403 404
credits:packrule_edit          packrule           in  404 404 200 403 404    in  404 404 422 403 404
credits:packrule_move          packrule_up        in  404 404 405 403 404    in  404 404 302 403 404
credits:packrule_copy          packrule           in  404 404 405 403 404    in  404 404 302 403 404
credits:rulepack_row_restore   pack_draft         in  404 404 405 403 404    in  404 404 302 403 404
credits:packrule_delete        packrule           in  404 404 405 403 404    in  404 404 302 403 404

requirements:scheme_list       -                  in  200 200 200 200 200
requirements:scheme_choose     -                  in  403 403 200 403 403
requirements:scheme_preset     ready_scheme       in  403 403 200 403 403    in  403 403 302 403 403
requirements:scheme_create     -                  in  403 403 200 403 403    in  403 403 422 403 403
requirements:scheme_upload     -                  in  403 403 200 403 403    in  403 403 422 403 403
requirements:scheme_detail     scheme             in  200 200 200 200 404
requirements:scheme_detail     scheme_draft       in  404 404 200 200 404
requirements:scheme_yaml       scheme             in  200 200 200 200 404
requirements:scheme_edit       scheme             in  403 403 403 403 404    in  403 403 403 403 404
requirements:scheme_edit       scheme_draft       in  404 404 200 403 404    in  404 404 422 403 404
requirements:scheme_publish    scheme_draft       in  404 404 200 403 404    in  404 404 422 403 404
requirements:scheme_end        scheme             in  403 403 200 403 404    in  403 403 422 403 404
requirements:scheme_version    scheme             in  403 403 200 403 404    in  403 403 302 403 404
requirements:scheme_delete     scheme_draft       in  404 404 200 403 404    in  404 404 302 403 404
requirements:scheme_row_create scheme_draft       in  404 404 200 403 404    in  404 404 422 403 404
requirements:pack_dryrun       pack               in  403 403 200 200 404    in  403 403 422 422 404
requirements:pack_dryrun       pack_draft         in  404 404 200 200 404    in  404 404 422 422 404
requirements:scheme_dryrun     scheme             in  403 403 200 200 404    in  403 403 422 422 404
requirements:scheme_dryrun     scheme_draft       in  404 404 200 200 404    in  404 404 422 422 404
requirements:dryrun_detail     dry_run            in  404 404 200 200 404
requirements:dryrun_person     tried_teacher      in  404 404 200 200 404
requirements:requirement_edit  requirement        in  404 404 200 403 404    in  404 404 422 403 404
requirements:requirement_move  requirement_up     in  404 404 405 403 404    in  404 404 302 403 404
requirements:requirement_copy  requirement        in  404 404 405 403 404    in  404 404 302 403 404
requirements:scheme_row_restore scheme_draft      in  404 404 405 403 404    in  404 404 302 403 404
requirements:requirement_delete requirement        in  404 404 405 403 404    in  404 404 302 403 404

requirements:owed              -                  in  200 200 200 200 200
requirements:member_owed       teacher            in  200 200 200 200 404
requirements:member_owed       colleague          in  403 403 200 200 404
requirements:group_owed        group              in  200 200 200 200 404
requirements:risk              -                  in  403 200 200 200 302
requirements:risk_remind       -                  in  403 302 302 403 302    in  403 302 302 403 302
requirements:burden            -                  in  403 403 200 200 302
requirements:exemption_list    -                  in  200 200 200 200 200
requirements:exemption_create  -                  in  403 403 200 403 403    in  403 403 422 403 403
requirements:exemption_withdraw  exemption        in  403 403 200 403 404    in  403 403 422 403 404
requirements:owntarget_list    -                  in  200 200 200 200 200
requirements:owntarget_create  -                  in  403 403 200 403 403    in  403 403 422 403 403
requirements:owntarget_withdraw  own_target       in  403 403 200 403 404    in  403 403 422 403 404
requirements:transfer_list     -                  in  200 200 200 200 200
requirements:transfer_create   -                  in  403 403 200 403 403    in  403 403 422 403 403
requirements:transfer_withdraw  transfer          in  403 403 200 403 404    in  403 403 422 403 404

observations:observation_list  -                  in  200 200 200 200 200
observations:observation_create  -                 in  403 403 200 403 403    in  403 403 422 403 403
observations:observation_detail  observation      in  200 200 200 200 404
observations:observation_detail  colleague_observation  in  404 404 200 200 404
observations:observation_log   -                  in  200 200 200 200 200    in  422 422 422 422 422
observations:worker            -                  200 200 200 200 200 200
observations:observation_edit  observation        in  200 403 200 403 404    in  422 403 422 403 404
observations:observation_edit  colleague_observation  in  404 404 200 403 404  in  404 404 422 403 404
observations:observation_withdraw  observation    in  200 403 200 403 404    in  422 403 422 403 404
observations:observation_reply  observation       in  200 403 403 200 404    in  422 403 403 422 404
observations:observation_acknowledge  observation  in  403 403 403 200 404   in  403 403 403 302 404
observations:photo_file        lesson_photo           in  200 403 200 200 404

lessonplans:lessonplan_list    -                  in  200 200 200 200 200
lessonplans:lessonplan_create  -                  in  403 403 200 403 403    in  403 403 422 403 403
lessonplans:lessonplan_detail  plan               in  200 200 200 200 404
lessonplans:lessonplan_detail  colleague_plan     in  404 404 200 200 404
lessonplans:lessonplan_edit    plan               in  403 403 200 403 404    in  403 403 422 403 404
lessonplans:lessonplan_withdraw  plan             in  403 403 200 403 404    in  403 403 422 403 404
lessonplans:lessonplan_submit  -                  in  200 200 200 200 200    in  422 422 422 422 422
lessonplans:lessonplan_detail  reviewed_plan      in  200 200 200 200 404
lessonplans:lessonplan_resubmit  reviewed_plan    in  200 403 403 403 404    in  422 403 403 403 404
lessonplans:lessonplan_resubmit  plan             in  403 403 403 403 404    in  403 403 403 403 404
lessonplans:draft_file         written_draft      in  404 404 404 404 404
lessonplans:draft_file         document_draft     in  200 200 200 200 404

lessonplans:missing_list       -                  in  403 200 200 200 302
lessonplans:missing_remind     -                  in  403 302 302 403 302    in  403 302 302 403 302

portfolio:work_list            -                  in  200 200 200 200 200
portfolio:work_create          -                  in  403 403 200 403 403    in  403 403 422 403 403
portfolio:work_detail          work               in  200 200 200 200 404
portfolio:work_detail          colleague_work     in  404 404 200 200 404
portfolio:work_edit            work               in  403 403 200 403 404    in  403 403 422 403 404
portfolio:work_withdraw        work               in  403 403 200 403 404    in  403 403 422 403 404
portfolio:work_submit          -                  in  200 200 200 200 200    in  422 422 422 422 422
portfolio:work_detail          reviewed_work      in  200 200 200 200 404
portfolio:work_resubmit        reviewed_work      in  200 403 403 403 404    in  422 403 403 403 404
portfolio:work_resubmit        work               in  403 403 403 403 404    in  403 403 403 403 404
portfolio:draft_file           document_work      in  200 200 200 200 404
portfolio:work_proof           reviewed_work      in  200 200 200 200 404
portfolio:work_proof           work               in  404 404 404 404 404

declarations:declaration_list  -                  in  200 200 200 200 200
declarations:declaration_create -                 in  403 403 200 403 403    in  403 403 422 403 403
declarations:inspection_record  -                 in  403 200 200 403 403    in  403 422 422 403 403
declarations:declaration_submit -                 in  200 200 200 200 200    in  422 422 422 422 422
declarations:declaration_detail declared          in  200 200 200 200 404
declarations:declaration_detail colleague_declared in 404 404 200 200 404
declarations:declaration_edit  declared           in  403 403 200 403 404    in  403 403 422 403 404
declarations:declaration_withdraw declared        in  403 403 200 403 404    in  403 403 422 403 404
declarations:declaration_resubmit declared        in  200 403 403 403 404    in  422 403 403 403 404
declarations:declaration_resubmit colleague_declared in 404 404 403 403 404  in  404 404 403 403 404
declarations:declaration_proof declared           in  200 403 200 200 404
declarations:draft_file        declared_draft     in  200 403 200 200 404

projects:project_list          -                  in  200 200 200 200 200
projects:project_create        -                  in  403 403 200 403 403    in  403 403 422 403 403
projects:project_detail        project            in  200 200 200 200 404
projects:project_edit          project            in  403 403 200 403 404    in  403 403 422 403 404

workbooks:home                 -                  in  403 403 200 200 200    in  403 403 422 422 422
workbooks:format_detail        -                  in  200 200 200 200 200
workbooks:template_download    -                  in  200 200 200 200 200
workbooks:semester_export      semester           in  403 403 200 200 404
workbooks:check_detail         check              in  404 404 200 200 404
workbooks:check_detail         ready_check        in  404 404 200 200 404
workbooks:import_create        ready_check        in  404 404 200 200 404    in  404 404 302 302 404
workbooks:import_detail        import             in  404 404 200 200 404

reports:summary                -                  in  403 403 200 200 200
reports:summary_print          semester           in  403 403 405 405 404    in  403 403 302 302 404
reports:summary_tables         semester           in  403 403 200 200 404
reports:text_list              semester           in  403 403 200 403 404
reports:text_edit              section            in  403 403 200 403 404    in  403 403 422 403 404
reports:text_preview           section            in  403 403 405 403 404    in  403 403 200 403 404
reports:text_restore           section            in  403 403 200 403 404    in  403 403 302 403 404
reports:run_detail             run                in  404 404 200 200 404
reports:sign_in_sheet          activity           in  403 200 200 200 404

approvals:inbox                -                  in  200 200 200 200 200
approvals:review               -                  in  200 200 302 200 200
approvals:case_review          case               in  403 403 200 200 404
approvals:remark_create        case               in  403 403 302 403 404    in  403 403 302 403 404
approvals:remark_delete        remark             in  403 403 302 403 404    in  403 403 302 403 404
approvals:remark_answer        remark             in  302 403 403 403 404    in  302 403 403 403 404
approvals:case_undo_many       -                  in  302 302 302 302 302    in  302 302 302 302 302
approvals:phrases_edit         -                  in  403 403 200 403 403    in  403 403 302 403 403
approvals:absence_edit         absence            in  404 404 200 404 404    in  404 404 422 404 404
approvals:absence_delete       absence            in  404 404 200 404 404    in  404 404 302 404 404
approvals:case_approve_many    -                  in  302 302 302 302 302    in  302 302 302 302 302
approvals:case_approve         case               in  403 403 200 403 404    in  403 403 422 403 404
approvals:case_return          case               in  403 403 200 403 404    in  403 403 422 403 404
approvals:case_withdraw        case               in  200 403 403 403 404    in  302 403 403 403 404
approvals:case_undo            decided_case       in  403 403 200 403 404    in  403 403 302 403 404
approvals:absence_list         -                  in  200 200 200 200 200
approvals:absence_create       -                  in  200 200 200 200 200    in  422 422 422 422 422
approvals:guest_list           -                  in  403 403 200 403 403
approvals:guest_create         -                  in  403 403 200 403 403    in  403 403 422 403 403
approvals:guest_password       guest              in  403 403 200 403 404    in  403 403 200 403 404
approvals:guest_end            guest              in  403 403 200 403 404    in  403 403 302 403 404
approvals:route_list           -                  in  403 403 200 403 403
approvals:route_edit           subject_of_plans   in  403 403 200 403 403    in  403 403 302 403 403

notices:notice_list            -                  in  200 200 200 200 200
notices:notice_read_all        -                  in  405 405 405 405 405    in  302 302 302 302 302
notices:notice_detail          notice             in  200 404 404 404 404
notices:choice_edit            -                  in  200 200 200 200 200    in  422 422 422 422 422
notices:address_confirm        new_address        in  200 404 404 404 404    in  302 404 404 404 404
notices:robot_list             -                  in  403 403 200 403 403
notices:robot_create           -                  in  403 403 200 403 403    in  403 403 422 403 403
notices:robot_detail           robot              in  404 404 200 404 404
notices:robot_edit             robot              in  404 404 200 404 404    in  404 404 422 404 404
notices:robot_test             robot              in  404 404 200 404 404    in  404 404 302 404 404
notices:robot_delete           robot              in  404 404 200 404 404    in  404 404 302 404 404

drafts:draft_state             draft              401 200 200 200 200 200    401 400 400 400 400 400

guide:guide_home               -                  in  302 302 302 302 302
guide:guide_detail             part_of_guide      in  200 200 200 200 200

calendars:calendar             -                  in  200 200 200 200 200
calendars:calendar_subscribe   -                  in  302 302 302 302 302    in  200 200 200 200 200
calendars:calendar_unsubscribe  -                 in  302 302 302 302 302    in  302 302 302 302 302
calendars:calendar_feed        feed               200 200 200 200 200 200

tokens:token_list              -                  in  200 200 200 200 200
tokens:token_create            -                  in  200 200 200 200 200    in  422 422 422 422 422
tokens:token_overview          -                  in  403 403 200 403 403
tokens:token_revoke            token              in  200 404 200 404 404    in  302 404 302 404 404

jobs:job_detail                failed_job         in  404 404 200 200 404
jobs:job_cancel                failed_job         in  404 404 200 403 404    in  404 404 302 403 404
jobs:job_retry                 failed_job         in  404 404 200 403 404    in  404 404 302 403 404
jobs:job_file                  job_file           in  404 404 200 200 404
"""


@dataclass(frozen=True)
class Line:
    name: str
    object: str
    get: dict[str, str]
    post: dict[str, str]

    @property
    def is_page(self) -> bool:
        """The answers of the API are for programs, its description among them; its handbook is a page."""
        return not self.name.startswith("api:") or self.name == "api:docs"

    def __str__(self):
        return f"{self.name} {self.object}".removesuffix(" -")


def read(lines: str) -> list[Line]:
    found = []
    for text in lines.strip().splitlines():
        words = text.split()
        if not words:
            continue
        name, thing, *answers = words
        assert len(answers) in (6, 12), f"{text}: 6 or 12 answers"
        get, post = answers[:6], answers[6:]
        found.append(
            Line(
                name,
                thing,
                dict(zip(ROLES, get, strict=True)),
                dict(zip(ROLES, post, strict=bool(post))),
            )
        )
    return found


TABLE = read(LINES + api_table.LINES)

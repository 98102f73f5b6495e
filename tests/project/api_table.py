"""The addresses of the API and who gets what from them, as ``table.py`` says it of the pages.

To an empty POST 400 is a refusal that asks for what is missing, 200 an act that is done.
"""

LINES = """
api:docs                       -                  in  200 200 200 200 200
api:schema                     -                  200 200 200 200 200 200
api:nowhere                    -                  404 404 404 404 404 404
api:me                         -                  401 200 200 200 200 200
api:semester_list              -                  401 200 200 200 200 200    401 403 403 400 403 403
api:campus_list                -                  401 200 200 200 200 200    401 403 403 400 403 403
api:subject_list               -                  401 200 200 200 200 200    401 403 403 400 403 403
api:grade_list                 -                  401 200 200 200 200 200    401 403 403 400 403 403
api:staffmember_list           -                  401 200 200 200 200 200    401 403 403 400 403 403
api:group_list                 -                  401 200 200 200 200 200    401 403 403 400 403 403
api:kind_list                  -                  401 200 200 200 200 200    401 403 403 400 403 403
api:entry_list                 -                  401 200 200 200 200 200
api:notice_list                -                  401 200 200 200 200 200
api:inbox                      -                  401 200 200 200 200 200
api:hours                      -                  401 200 200 200 200 404
api:rulepack_list              -                  401 200 200 200 200 200
api:rulepack_item              pack               401 200 200 200 200 404
api:scheme_list                -                  401 200 200 200 200 200
api:scheme_item                scheme             401 200 200 200 200 404
api:owed_list                  -                  401 200 200 200 200 404
api:owed_item                  teacher            401 200 200 200 200 404
api:owed_item                  colleague          401 403 403 200 200 404
api:group_owed_list            -                  401 200 200 200 200 404
api:group_owed_item            group              401 200 200 200 200 404
api:risk                       -                  401 403 200 200 200 404
api:risk_people                -                  401 403 200 200 200 404
api:burden                     -                  401 403 403 200 200 404
api:burden_staff               -                  401 403 403 200 200 404
api:dry_run                    dry_run            401 404 404 200 200 404
api:dry_run_people             dry_run            401 404 404 200 200 404
api:dry_run_person             tried_teacher      401 404 404 200 200 404
api:semester_item              semester           401 200 200 200 200 404
api:staffmember_item           teacher            401 200 200 200 200 404
api:group_item                 group              401 200 200 200 200 404
api:proposal_list              -                  401 200 200 200 200 200
api:proposal_item              proposal           401 200 200 200 200 404
api:proposal_confirm           proposal           401 405 405 405 405 405    401 403 403 409 403 404
api:proposal_refuse            proposal           401 405 405 405 405 405    401 403 403 400 403 404
api:entry_item                 entry              401 200 200 200 200 404
api:activity_item              activity           401 200 200 200 200 404
api:attendance                 activity           401 200 200 200 200 404
api:observation_item           observation        401 200 200 200 200 404
api:lessonplan_item            plan               401 200 200 200 200 404
api:work_item                  work               401 200 200 200 200 404
api:project_item               project            401 200 200 200 200 404
api:entry_item                 colleague_entry    401 404 404 200 200 404
api:observation_item           colleague_observation 401 404 404 200 200 404
api:lessonplan_item            colleague_plan     401 404 404 200 200 404
api:work_item                  colleague_work     401 404 404 200 200 404
api:summary                    semester           401 403 403 200 200 404
api:activity_list              -                  401 200 200 200 200 200    401 403 400 400 403 403
api:activity_withdraw          activity           401 405 405 405 405 405    401 403 400 400 403 404
api:observation_list           -                  401 200 200 200 200 200    401 400 400 400 400 400
api:observation_withdraw       observation        401 405 405 405 405 405    401 400 403 400 403 404
api:observation_reply          observation        401 405 405 405 405 405    401 400 403 403 400 404
api:observation_acknowledge    observation        401 405 405 405 405 405    401 403 403 403 200 404
api:lessonplan_list            -                  401 200 200 200 200 200    401 400 400 400 400 400
api:lessonplan_resubmit        reviewed_plan      401 405 405 405 405 405    401 200 403 403 403 404
api:lessonplan_resubmit        plan               401 405 405 405 405 405    401 403 403 403 403 404
api:work_list                  -                  401 200 200 200 200 200    401 403 403 400 403 403
api:work_withdraw              work               401 405 405 405 405 405    401 403 403 400 403 404
api:work_submit                -                  401 405 405 405 405 405    401 400 400 400 400 400
api:work_resubmit              work               401 405 405 405 405 405    401 403 403 403 403 404
api:project_list               -                  401 200 200 200 200 200    401 403 403 400 403 403
api:case_item                  case               401 200 200 200 200 404
api:case_seen                  case               401 405 405 405 405 405    401 403 403 200 403 404
api:case_approve               case               401 405 405 405 405 405    401 403 403 400 403 404
api:case_return                case               401 405 405 405 405 405    401 403 403 400 403 404
api:case_withdraw              case               401 405 405 405 405 405    401 200 403 403 403 404
api:case_undo                  decided_case       401 405 405 405 405 405    401 403 403 200 403 404
api:series_create              -                  401 405 405 405 405 405    401 403 400 400 403 403
api:attendance_undo            activity           401 405 405 405 405 405    401 403 400 400 403 404
api:participants               activity           401 405 405 405 405 405
api:particulars                activity           401 200 200 200 200 404
api:signatures                 activity           401 403 200 200 403 404
api:reflection                 activity           401 200 403 403 403 404
api:minutes                    activity           401 200 200 200 200 404
api:material                   activity           401 200 200 200 200 404    401 403 415 415 403 404
api:material_file              photo              401 200 200 200 200 404
api:material_delete            photo              401 405 405 405 405 405    401 403 200 200 403 404
api:photo_create               observation        401 405 405 405 405 405    401 415 403 415 403 404
api:photo_file                 lesson_photo       401 200 403 200 200 404
api:photo_delete               lesson_photo       401 405 405 405 405 405    401 200 403 200 403 404
api:missing_list               -                  401 403 200 200 200 404
api:missing_remind             -                  401 405 405 405 405 405    401 403 400 200 403 404
api:lessonplan_record          -                  401 405 405 405 405 405    401 403 403 400 403 403
api:lessonplan_withdraw        plan               401 405 405 405 405 405    401 403 403 400 403 404
api:lessonplan_file            document_draft     401 200 200 200 200 404
api:work_file                  document_work      401 200 200 200 200 404
api:declaration_list           -                  401 200 200 200 200 200
api:declaration_item           declared           401 200 200 200 200 404
api:declaration_item           colleague_declared 401 404 404 200 200 404
api:declaration_submit         -                  401 405 405 405 405 405    401 400 400 400 400 400
api:declaration_record         -                  401 405 405 405 405 405    401 403 403 400 403 403
api:declaration_resubmit       declared           401 405 405 405 405 405    401 200 403 403 403 404
api:declaration_withdraw       declared           401 405 405 405 405 405    401 403 403 400 403 404
api:declaration_file           declared_draft     401 200 403 200 200 404
api:declaration_proof          declared           401 200 403 200 200 404
api:work_proof                 reviewed_work      401 200 200 200 200 404
api:remark_list                case               401 200 200 200 200 404    401 403 403 400 403 404
api:remark_answer              remark             401 405 405 405 405 405    401 200 403 403 403 404
api:remark_delete              remark             401 405 405 405 405 405    401 403 403 409 403 404
api:absence_list               -                  401 200 200 200 200 200    401 400 400 400 400 400
api:absence_item               absence            401 404 404 200 404 404
api:absence_delete             absence            401 405 405 405 405 405    401 404 404 200 404 404
api:notice_item                notice             401 200 404 404 404 404
api:notice_read                notice             401 405 405 405 405 405    401 200 404 404 404 404
api:school_item                -                  401 200 200 200 200 200
api:holiday_list               -                  401 200 200 200 200 200    401 403 403 400 403 403
api:holiday_item               holiday            401 200 200 200 200 404
api:holiday_delete             holiday            401 405 405 405 405 405    401 403 403 200 403 404
api:campus_item                campus             401 200 200 200 200 404
api:subject_item               subject            401 200 200 200 200 404
api:grade_item                 grade              401 200 200 200 200 404
api:staffmember_leave          teacher            401 405 405 405 405 405    401 403 403 400 403 404
api:staffmember_return         gone               401 405 405 405 405 405    401 403 403 200 403 404
api:log_in_issue               teacher            401 405 405 405 405 405    401 403 403 200 403 404
api:log_in_list                -                  401 403 403 200 403 403    401 403 403 400 403 403
api:tag_list                   -                  401 403 403 200 403 403    401 403 403 400 403 403
api:tag_item                   tag                401 403 403 200 403 404
api:group_members              group              401 405 405 405 405 405
api:group_merge                group              401 405 405 405 405 405    401 403 403 400 403 404
api:group_end                  group              401 405 405 405 405 405    401 403 403 400 403 404
api:case_approve_many          -                  401 405 405 405 405 405    401 400 400 400 400 400
api:case_undo_many             -                  401 405 405 405 405 405    401 400 400 400 400 400
api:route_list                 -                  401 403 403 200 403 403
api:route_item                 subject_of_plans   401 403 403 200 403 403
api:phrase_list                -                  401 403 403 200 403 403
api:notice_read_all            -                  401 405 405 405 405 405    401 200 200 200 200 200
api:notice_choice              -                  401 200 200 200 200 200
api:robot_list                 -                  401 403 403 200 403 403    401 403 403 400 403 403
api:robot_item                 robot              401 404 404 200 404 404
api:robot_test                 robot              401 405 405 405 405 405    401 404 404 200 404 404
api:robot_delete               robot              401 405 405 405 405 405    401 404 404 200 404 404
api:subscription_list          -                  401 200 200 200 200 200    401 400 400 400 400 400
api:subscription_delete        subscription       401 405 405 405 405 405    401 200 404 404 404 404
api:kind_item                  kind               401 200 200 200 200 404
api:proposal_decide            -                  401 405 405 405 405 405    401 403 403 400 403 403
api:proposal_put_back          proposal           401 405 405 405 405 405    401 403 403 400 403 404
api:revalue                    -                  401 405 405 405 405 405    401 403 403 400 403 403
api:closing_list               -                  401 403 403 200 200 200
api:closing_item               seal               401 403 403 200 200 404
api:closing_reopen             seal               401 405 405 405 405 405    401 403 403 403 400 404
api:semester_close             past_semester      401 405 405 405 405 405    401 403 403 200 200 404
api:exemption_list             -                  401 200 200 200 200 200    401 403 403 400 403 403
api:exemption_withdraw         exemption          401 405 405 405 405 405    401 403 403 400 403 404
api:owntarget_list             -                  401 200 200 200 200 200    401 403 403 400 403 403
api:owntarget_withdraw         own_target         401 405 405 405 405 405    401 403 403 400 403 404
api:transfer_list              -                  401 200 200 200 200 200    401 403 403 400 403 403
api:transfer_withdraw          transfer           401 405 405 405 405 405    401 403 403 400 403 404
api:owed_remind                -                  401 405 405 405 405 405    401 403 200 200 403 404
api:summary_print              semester           401 405 405 405 405 405    401 403 403 200 200 404
api:summary_tables             semester           401 403 403 200 200 404
api:text_list                  semester           401 403 403 200 403 404
api:text_item                  section            401 403 403 200 403 404
api:text_restore               section            401 405 405 405 405 405    401 403 403 400 403 404
api:sign_in_sheet              activity           401 403 200 200 200 404
api:semester_workbook          semester           401 403 403 200 200 404
api:workbook_template          -                  401 200 200 200 200 200
api:workbook_check             -                  401 405 405 405 405 405    401 403 403 415 415 415
api:workbook_import            ready_check        401 405 405 405 405 405    401 404 404 409 409 404
api:job_list                   -                  401 200 200 200 200 200
api:job_item                   failed_job         401 404 404 200 200 404
api:job_cancel                 failed_job         401 405 405 405 405 405    401 404 404 409 403 404
api:job_retry                  failed_job         401 405 405 405 405 405    401 404 404 200 403 404
api:job_file                   job_file           401 404 404 200 200 404
api:rulepack_write             -                  401 405 405 405 405 405    401 403 403 400 403 403
api:rulepack_preset            ready_pack         401 405 405 405 405 405    401 403 403 200 403 403
api:rulepack_yaml              pack               401 200 200 200 200 404
api:rulepack_publish           pack_draft         401 405 405 405 405 405    401 404 404 400 403 404
api:rulepack_end               pack               401 405 405 405 405 405    401 403 403 400 403 404
api:rulepack_version           pack               401 405 405 405 405 405    401 403 403 200 403 404
api:rulepack_delete            pack_draft         401 405 405 405 405 405    401 404 404 200 403 404
api:rulepack_delete            pack               401 405 405 405 405 405    401 403 403 403 403 404
api:rulepack_try               pack               401 405 405 405 405 405    401 403 403 400 400 404
api:scheme_write               -                  401 405 405 405 405 405    401 403 403 400 403 403
api:scheme_preset              ready_scheme       401 405 405 405 405 405    401 403 403 200 403 403
api:scheme_yaml                scheme             401 200 200 200 200 404
api:scheme_publish             scheme_draft       401 405 405 405 405 405    401 404 404 400 403 404
api:scheme_end                 scheme             401 405 405 405 405 405    401 403 403 400 403 404
api:scheme_version             scheme             401 405 405 405 405 405    401 403 403 200 403 404
api:scheme_delete              scheme_draft       401 405 405 405 405 405    401 404 404 200 403 404
api:scheme_try                 scheme             401 405 405 405 405 405    401 403 403 400 400 404
api:guest_list                 -                  401 403 403 200 403 403    401 403 403 400 403 403
api:guest_log_in               guest              401 405 405 405 405 405    401 403 403 200 403 404
api:guest_end                  guest              401 405 405 405 405 405    401 403 403 200 403 404
"""

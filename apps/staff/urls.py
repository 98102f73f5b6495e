from django.urls import path

from apps.staff.views import account, passwords, people, tags

app_name = "staff"
urlpatterns = [
    path("log-in/", account.LogIn.as_view(), name="log_in"),
    path("log-out/", account.LogOut.as_view(), name="log_out"),
    path("password/", account.PasswordChange.as_view(), name="password_change"),
    path("account/", account.Profile.as_view(), name="profile"),
    path("account/join/", account.LogInJoin.as_view(), name="log_in_join"),
    path("staff/", people.StaffMemberList.as_view(), name="staffmember_list"),
    path("staff/new/", people.StaffMemberCreate.as_view(), name="staffmember_create"),
    path("staff/<int:pk>/", people.StaffMemberDetail.as_view(), name="staffmember_detail"),
    path("staff/<int:pk>/edit/", people.StaffMemberEdit.as_view(), name="staffmember_edit"),
    path("staff/<int:pk>/leave/", people.StaffMemberLeave.as_view(), name="staffmember_leave"),
    path("staff/<int:pk>/return/", people.StaffMemberReturn.as_view(), name="staffmember_return"),
    path("staff/<int:pk>/password/", passwords.PasswordIssue.as_view(), name="password_issue"),
    path("staff/log-ins/", passwords.PasswordIssueMany.as_view(), name="password_issue_many"),
    path("staff/tags/", tags.StaffTagList.as_view(), name="stafftag_list"),
    path("staff/tags/new/", tags.StaffTagCreate.as_view(), name="stafftag_create"),
    path("staff/tags/<int:pk>/edit/", tags.StaffTagEdit.as_view(), name="stafftag_edit"),
]

"""Coming in, going out, and one's own log-in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from apps.core.views import ActPage
from apps.schools.models import School
from apps.staff import services, throttle
from apps.staff.demo import DEMO_PASSWORD, demo_logins
from apps.staff.forms import AccountForm, JoinForm, LogInForm, PasswordForm
from apps.staff.seats import SCHOOL_KEY
from apps.staff.selectors import schools_of

SCHOOL_COOKIE = "log_in_school"
A_YEAR = 365 * 24 * 3600


@method_decorator([sensitive_post_parameters("password"), never_cache], name="dispatch")
class LogIn(FormView):
    """For everybody; who is in already is sent on. The school chosen last is remembered on this device."""

    form_class = LogInForm
    template_name = "staff/log_in.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def get_initial(self):
        return {"school": self.request.COOKIES.get(SCHOOL_COOKIE, "")}

    def form_valid(self, form):
        login(self.request, form.user)
        response = redirect(self.get_success_url())
        throttle.remember_device(self.request, response, form.user)
        if code := form.cleaned_data.get("school"):
            self.request.session[SCHOOL_KEY] = School.objects.get(code=code).pk
            response.set_cookie(
                SCHOOL_COOKIE, code, max_age=A_YEAR, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self):
        """Back to the page that asked for the log-in, if it is one of ours."""
        url = self.request.POST.get("next") or self.request.GET.get("next") or ""
        safe = url_has_allowed_host_and_scheme(
            url, {self.request.get_host()}, require_https=self.request.is_secure()
        )
        return url if safe and url.startswith("/") else settings.LOGIN_REDIRECT_URL

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Log in"), next=self.request.GET.get("next", ""), demo_password=DEMO_PASSWORD,
            demo_logins=demo_logins(self.request.today), **kwargs,
        )  # fmt: skip


class LogOut(View):
    http_method_names = ["post"]

    def post(self, request):
        logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)


def locked_out(request, response=None, credentials=None):
    """What the throttle answers instead of the page: how long to wait, and what to do meanwhile."""
    attempt = throttle.attempt_of(request, credentials)
    wait = attempt.wait() or 1
    context = {
        "title": _("Too many wrong passwords"), "minutes": -(-wait // 60),
        "whole_address": attempt.address.wait() > 0,
    }  # fmt: skip
    page = render(request, "staff/locked_out.html", context, status=429)
    page["Retry-After"] = wait
    return page


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class PasswordChange(FormView):
    """For everybody with a log-in, seated or not; at the first log-in nothing else opens before."""

    form_class = PasswordForm
    template_name = "staff/password_change.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form):
        throttle.succeeded(self.request)
        services.change_password(self.request.user, form.cleaned_data["new"])
        update_session_auth_hash(self.request, self.request.user)
        messages.success(self.request, _("The password is changed. Everywhere else you are logged out."))
        return redirect(settings.LOGIN_REDIRECT_URL)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        forced = self.request.user.must_change_password
        title = _("Choose a password of your own") if forced else _("Change password")
        return super().get_context_data(title=title, forced=forced, **kwargs)


class Profile(ActPage):
    """One's own log-in: names to log in with, and the e-mail."""

    permission = "staff.change_account"
    form_class = AccountForm
    template_name = "staff/profile.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.request.user}

    def save(self, form):
        services.set_email(self.request.user, form.cleaned_data["email"])

    def get_success_url(self):
        return reverse("staff:profile")

    def get_title(self):
        return _("My account")

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            member=user.seat.member, schools=schools_of(user, today=self.request.today), **kwargs
        )


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class LogInJoin(ActPage):
    """Somebody with a log-in in each of two schools makes one of them."""

    permission = "staff.change_account"
    form_class = JoinForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def save(self, form):
        throttle.succeeded(self.request)
        services.join_log_ins(self.request.user, other=form.other)
        self.done_text = _("Joined. You can switch between the schools now, with this one log-in.")

    def get_success_url(self):
        return reverse("staff:profile")

    def crumbs(self):
        return [(_("My account"), reverse("staff:profile"))]

    def get_title(self):
        return _("Join my log-in at another school")

    def get_context_data(self, **kwargs):
        self.submit_label = _("Join the two")
        return super().get_context_data(**kwargs)

"""One's own tokens, the office's overview, and the description of the API for people."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from apps.core.views import ActPage, ConfirmPage, ListPage, PlainPage
from apps.tokens import services
from apps.tokens.filters import OwnTokenFilter, TokenFilter
from apps.tokens.forms import TokenForm
from apps.tokens.models import ApiToken
from apps.tokens.tables import OverviewTable, TokenTable


class TokenArea:
    model = ApiToken
    area = "tokens"

    def crumbs(self):
        return [(_("My account"), reverse("staff:profile"))]


class BelowTokens(TokenArea):
    def crumbs(self):
        return [*super().crumbs(), (_("My API tokens"), reverse("tokens:token_list"))]


class TokenList(TokenArea, ListPage):
    """One's own tokens for the school one sits in, valid or not."""

    permission = "tokens.view_token"
    table_class = TokenTable
    filterset_class = OwnTokenFilter
    title = gettext_lazy("My API tokens")
    empty_text = gettext_lazy(
        "With a token a program reads or enters for you what you could do here yourself, such as the timetable "
        "program your activities. You do not need one for your daily work."
    )

    def get_queryset(self):
        return super().get_queryset().filter(user=self.request.user)

    def actions(self):
        return [
            *self.action(_("New token"), reverse("tokens:token_create"), "tokens.add_token", style="primary"),
            *self.action(_("How to use the API"), reverse("api:docs"), "tokens.use_api"),
            *self.action(_("Tokens of the school"), reverse("tokens:token_overview"), "tokens.view_overview"),
        ]


@method_decorator(never_cache, name="dispatch")
class TokenCreate(BelowTokens, ActPage):
    """POST makes the token and shows its secret this once."""

    permission = "tokens.add_token"
    form_class = TokenForm
    title = gettext_lazy("New API token")
    submit_label = gettext_lazy("Make the token")

    def form_valid(self, form):
        said = form.cleaned_data
        try:
            token, secret = services.issue_token(
                user=self.request.user, name=said["name"], days=said["days"], today=self.request.today,
                scopes=services.scopes_of(said["reads"], said["writes"]),
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        context = self.get_context_data(
            form=form, token=token, secret=secret, address=api_address(self.request)
        )
        return render(self.request, "tokens/token_shown.html", context)


class TokenOverview(BelowTokens, ListPage):
    """Every token of the school: whose, what it may, when it was last used."""

    permission = "tokens.view_overview"
    table_class = OverviewTable
    filterset_class = TokenFilter
    title = gettext_lazy("Tokens of the school")
    empty_text = gettext_lazy("Nobody at the school uses an API token.")

    def get_queryset(self):
        return super().get_queryset().select_related("user")


class TokenRevoke(BelowTokens, ConfirmPage):
    permission = "tokens.revoke_token"
    submit_label = gettext_lazy("Revoke it")
    done_text = gettext_lazy("Revoked. The token opens nothing any more.")
    warning = gettext_lazy("The program that uses it stops working at once. This cannot be undone.")

    def get_title(self):
        return _("Revoke “%(token)s”?") % {"token": self.object}

    def act(self):
        services.revoke_token(self.object, actor=self.request.user, now=timezone.now())

    def get_success_url(self):
        own = self.object.user_id == self.request.user.pk
        return reverse("tokens:token_list" if own else "tokens:token_overview")


class ApiDocs(TokenArea, PlainPage):
    """The description of the API, drawn by Swagger UI from this server's own files."""

    permission = "tokens.use_api"
    template_name = "tokens/docs.html"
    title = gettext_lazy("API")

    def crumbs(self):
        return [(_("My API tokens"), reverse("tokens:token_list"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            schema_url=f"{reverse('api:schema')}?lang={get_language()}",
            address=api_address(self.request),
            **kwargs,
        )


def api_address(request) -> str:
    """Where the API of this site begins."""
    return request.build_absolute_uri(reverse("api:me")).removesuffix("me/")

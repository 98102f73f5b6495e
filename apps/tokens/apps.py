from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "apps.tokens"

    def ready(self):
        from apps.core.rest import schema  # noqa: F401 describes the token for OpenAPI
        from apps.tokens import permissions  # noqa: F401 registers the permissions

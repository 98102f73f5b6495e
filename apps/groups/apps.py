from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "apps.groups"

    def ready(self):
        from apps.groups import permissions, receivers  # noqa: F401 registers the permissions and listens

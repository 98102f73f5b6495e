from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "apps.projects"

    def ready(self):
        from apps.credits import sources
        from apps.projects import permissions  # noqa: F401 registers the permissions
        from apps.projects.facts import records_of
        from apps.projects.models import SOURCE
        from apps.projects.selectors import explain_project, pages_of_terms

        sources.register(SOURCE, pages_of_terms, explain=explain_project, records=records_of)

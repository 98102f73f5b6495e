from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    name = "apps.observations"

    def ready(self):
        from apps.credits import sources
        from apps.observations import permissions  # noqa: F401 registers the permissions
        from apps.observations.lessons import GIVEN, lessons_of
        from apps.observations.selectors import explain_observation
        from apps.observations.services import SOURCE, observations_of

        sources.register(
            SOURCE, sources.pages_named("observations:observation_detail"), explain=explain_observation,
            records=observations_of,
        )  # fmt: skip
        sources.register(GIVEN, sources.pages_named("observations:observation_detail"), records=lessons_of)

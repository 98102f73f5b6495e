from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class CreditsConfig(AppConfig):
    name = "apps.credits"

    def ready(self):
        from apps.credits import permissions  # noqa: F401 registers the permissions
        from apps.credits.services import revaluing
        from apps.jobs.registry import Work, register

        def page(job):
            pack = job.params["pack"]
            return reverse("credits:rulepack_detail", args=[pack]) if pack else reverse("credits:revalue")

        title = _("Valuing the work anew")
        register(Work(revaluing.KIND, title, revaluing.run_revaluing, page, "credits.decide_proposal"))

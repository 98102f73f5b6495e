from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "apps.files"

    def ready(self):
        from apps.core import uploads
        from apps.files.opening import opened

        uploads.register(opened)

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import Out
from apps.jobs.models import Job, JobFile
from apps.jobs.registry import work_of


class JobFileOut(Out):
    class Meta:
        model = JobFile
        fields = ["role", "name", "content_type"]


class JobOut(Out):
    """Long work. It is over in the states ``done``, ``failed`` and ``cancelled``; ``error`` says why it failed."""

    title = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "id", "kind", "title", "state", "step", "done", "total", "error", "created_at", "started_at", "finished_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.CharField())
    def get_title(self, job):
        return str(work_of(job.kind).title)


class JobWithResult(JobOut):
    """``result`` is what the work keeps for its page, by kind of work; ``files`` what it was given and has made."""

    result = serializers.DictField()
    files = serializers.SerializerMethodField()

    class Meta(JobOut.Meta):
        fields = [*JobOut.Meta.fields, "result", "files"]

    @extend_schema_field(JobFileOut(many=True))
    def get_files(self, job):
        return JobFileOut(job.files.defer("content").order_by("pk"), many=True).data

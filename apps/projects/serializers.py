from rest_framework import serializers

from apps.core.rest.fields import IdField, Out, PersonRef, Ref
from apps.projects.choices import ProjectKind, Stage
from apps.projects.models import Project
from apps.schools.choices import Level


class ProjectOut(Out):
    """``stage`` is that of the semester asked for, else the last one reached."""

    parent = Ref(allow_null=True)
    sort = Ref(allow_null=True)
    group = Ref(allow_null=True)
    leader = PersonRef(allow_null=True)
    writer = PersonRef(allow_null=True)
    members = PersonRef(many=True)
    stage = serializers.CharField(source="stage_now", allow_null=True)

    class Meta:
        model = Project
        fields = [
            "id", "code", "title", "level", "kind", "sort", "parent", "group", "leader", "writer", "members",
            "registered_on", "stage", "updated_at",
        ]  # fmt: skip


class ProjectChange(serializers.Serializer):
    """``sort`` is the kind of work it counts as, for schools that count some projects apart; ``reached_on`` the day on
    which the stage was reached; ``group`` the group that holds it.
    """

    code = serializers.CharField(max_length=20, required=False)
    title = serializers.CharField(max_length=120, required=False)
    level = serializers.ChoiceField(Level.choices, required=False, allow_blank=True)
    kind = serializers.ChoiceField(ProjectKind.choices, required=False)
    parent = IdField(required=False, allow_null=True)
    group = IdField(required=False, allow_null=True)
    leader = IdField(required=False, allow_null=True)
    writer = IdField(required=False, allow_null=True)
    members = serializers.ListField(child=IdField(), required=False, max_length=1000)
    registered_on = serializers.DateField(required=False, allow_null=True)
    sort = IdField(required=False, allow_null=True)
    stage = serializers.ChoiceField(Stage.choices, required=False, allow_blank=True)
    reached_on = serializers.DateField(required=False, allow_null=True)


class ProjectIn(ProjectChange):
    code = serializers.CharField(max_length=20)
    title = serializers.CharField(max_length=120)

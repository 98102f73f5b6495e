from rest_framework import serializers

from apps.core.rest.fields import Ref

HOURS = {"max_digits": 12, "decimal_places": 2}


class TeacherFigures(serializers.Serializer):
    id = serializers.IntegerField(source="pk")
    number = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    attended = serializers.IntegerField()
    observations = serializers.IntegerField()
    plans = serializers.IntegerField()
    works = serializers.IntegerField()
    hours = serializers.DecimalField(**HOURS)
    reached = serializers.BooleanField()


class GroupFigures(serializers.Serializer):
    id = serializers.IntegerField(source="pk", allow_null=True)
    name = serializers.CharField()
    leader = serializers.CharField(allow_blank=True)
    members = serializers.IntegerField()
    activities = serializers.IntegerField()
    hours = serializers.DecimalField(**HOURS)
    observations = serializers.IntegerField()
    givers = serializers.IntegerField()


class RollFigures(serializers.Serializer):
    expected = serializers.IntegerField()
    present = serializers.IntegerField()
    late = serializers.IntegerField()
    left_early = serializers.IntegerField()
    leave = serializers.IntegerField()
    absent = serializers.IntegerField()
    pending = serializers.IntegerField()


class PlanFigures(serializers.Serializer):
    total = serializers.IntegerField()
    approved = serializers.IntegerField()
    returned = serializers.IntegerField()
    waiting = serializers.IntegerField()
    excellent = serializers.IntegerField()


class SummaryOut(serializers.Serializer):
    """The figures of a semester as the summary prints them; hours are credit hours."""

    semester = Ref()
    starts_on = serializers.DateField(source="figures.starts_on")
    ends_on = serializers.DateField(source="figures.ends_on")
    required_hours = serializers.DecimalField(source="figures.required_hours", **HOURS)
    required_observations = serializers.IntegerField(source="figures.quota")
    activities = serializers.IntegerField(source="activity_count")
    attendance = RollFigures(source="figures.roll")
    hours_total = serializers.DecimalField(source="figures.hours", **HOURS)
    reached_target = serializers.IntegerField(source="reached_count")
    attended_whole_programme = serializers.IntegerField(source="figures.whole_programme")
    observations = serializers.IntegerField(source="figures.observations")
    observation_quota_met = serializers.IntegerField(source="figures.quota_met")
    research_lesson_givers = serializers.IntegerField(source="figures.givers")
    lesson_plans = PlanFigures(source="figures.plans")
    works = serializers.IntegerField(source="work_count")
    projects = serializers.IntegerField(source="project_count")
    groups = GroupFigures(source="figures.groups", many=True)
    teachers = TeacherFigures(source="figures.teachers", many=True)


class TextOut(serializers.Serializer):
    """The words of a section: the office's own, or those written from the figures. ``seen`` goes back with a change."""

    section = serializers.CharField()
    title = serializers.CharField()
    is_own = serializers.BooleanField()
    text = serializers.CharField(allow_blank=True)
    seen = serializers.CharField(allow_blank=True)


class TextsOut(serializers.Serializer):
    texts = TextOut(many=True)


class SeenIn(serializers.Serializer):
    seen = serializers.CharField(max_length=60, allow_blank=True)


class TextIn(SeenIn):
    text = serializers.CharField(max_length=20_000, allow_blank=True)

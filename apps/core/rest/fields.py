"""Fields that the serializers of all apps share."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class Out(serializers.ModelSerializer):
    """A row as it is answered: every field is there in each answer."""

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields


class Ref(serializers.Serializer):
    """Another row, by its number and name."""

    id = serializers.IntegerField(source="pk", read_only=True)
    name = serializers.CharField(source="__str__", read_only=True)


class PersonRef(serializers.Serializer):
    """A staff member: namesakes are told apart by the staff number."""

    id = serializers.IntegerField(source="pk", read_only=True)
    number = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)


@extend_schema_field({"type": "string", "pattern": r"^\d\d:\d\d$", "example": "14:30"})
class ClockField(serializers.TimeField):
    """A time of day at the school, to the minute."""

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **kwargs)


class IdField(serializers.IntegerField):
    """The number of another row; which rows may be named is decided by the form."""

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)


class Codes(serializers.ListField):
    """Codes of the words the school's rules know; a JSON column of the model."""

    child = serializers.CharField()

    def __init__(self, *, encoder=None, decoder=None, **kwargs):
        super().__init__(**kwargs)


class Nothing(serializers.Serializer):
    """An act that needs no input."""


class ReasonInput(serializers.Serializer):
    """Why; the reason stands in the ledger."""

    reason = serializers.CharField(max_length=200)

"""What the tables of every app have in common."""

import pytest
from django.apps import apps
from django.db import connection, models

MODELS = [model for model in apps.get_models() if model.__module__.startswith("apps.")]
OF_A_SCHOOL = [m for m in MODELS if any(f.name == "school" for f in m._meta.concrete_fields)]


def described(model):
    """Constraints and indexes of the table as the database has them: {name: facts}."""
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, model._meta.db_table)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label)
def test_declared_constraints_are_in_the_database_under_their_names(model):
    declared = {c.name for c in model._meta.constraints} | {i.name for i in model._meta.indexes}
    assert declared <= set(described(model))


@pytest.mark.django_db
@pytest.mark.parametrize("model", OF_A_SCHOOL, ids=lambda m: m._meta.label)
def test_rows_of_a_school_are_found_by_an_index_the_school_leads(model):
    led = [name for name, facts in described(model).items() if facts["columns"][:1] == ["school_id"]]
    assert led


@pytest.mark.parametrize("model", OF_A_SCHOOL, ids=lambda m: m._meta.label)
def test_rows_of_a_school_cannot_be_without_one(model):
    assert not model._meta.get_field("school").null


@pytest.mark.parametrize("model", OF_A_SCHOOL, ids=lambda m: m._meta.label)
def test_rows_of_a_school_know_who_may_see_them(model):
    assert hasattr(model._default_manager, "visible_to") or is_part_of_another(model)


def is_part_of_another(model):
    """Rows that are only ever reached from the row they belong to, which has been looked up before."""
    owners = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    return any(hasattr(field.related_model._default_manager, "visible_to") for field in owners)

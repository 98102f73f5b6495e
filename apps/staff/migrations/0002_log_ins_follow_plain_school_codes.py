"""School codes without hyphen, @ and #: the few that have one lose it, and the log-in names made of them follow."""

import re

from django.db import migrations


def make_plain(apps, schema_editor):
    School, User = apps.get_model("schools", "School"), apps.get_model("staff", "User")
    taken = set(School.objects.values_list("code", flat=True))
    for school in School.objects.filter(code__regex=r"[-@#\s]").order_by("pk"):
        plain = re.sub(r"[-@#\s]", "", school.code) or "SCHOOL"
        number, fresh = 1, plain
        while fresh in taken:
            number += 1
            fresh = f"{plain[:17]}{number}"
        taken.add(fresh)
        for user in User.objects.filter(members__school=school, login__startswith=f"{school.code}-"):
            login = fresh + user.login.removeprefix(school.code)
            if not User.objects.filter(login=login).exists():
                user.login = login
                user.save(update_fields=["login"])
        school.code = fresh
        school.save(update_fields=["code"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("schools", "0002_initial")]

    operations = [migrations.RunPython(make_plain, migrations.RunPython.noop)]

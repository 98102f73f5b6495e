import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0003_holidays"),
        ("staff", "0002_log_ins_follow_plain_school_codes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="school",
            name="code",
            field=models.CharField(
                max_length=20,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[^-@#\\s]+$", "A school code has no hyphen, no @, no # and no space."
                    )
                ],
                verbose_name="school code",
            ),
        ),
        migrations.AddConstraint(
            model_name="school",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[^-@#\\s]+$")), name="school_code_plain"
            ),
        ),
    ]

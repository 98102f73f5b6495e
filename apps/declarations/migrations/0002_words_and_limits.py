from decimal import Decimal

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="declaration",
            name="days",
            field=models.DecimalField(
                blank=True,
                decimal_places=1,
                max_digits=5,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0.5"))],
                verbose_name="days",
            ),
        ),
        migrations.AlterField(
            model_name="declaration",
            name="hours",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=6,
                null=True,
                validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                verbose_name="hours on the certificate",
            ),
        ),
        migrations.AlterField(
            model_name="declaration",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting for review"),
                    ("returned", "returned"),
                    ("approved", "recognised"),
                ],
                default="approved",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]

"""People stand alone: what libraries add to them comes before the other tables, which need not be drawn anew for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, null=True, unique=True)),
                ("phone", models.CharField(max_length=20, null=True, unique=True)),
                ("phone_proven", models.BooleanField(default=False)),
                ("name", models.CharField(blank=True, max_length=60)),
                (
                    "lang",
                    models.CharField(
                        choices=[("zh", "中文"), ("en", "English")], default="zh", max_length=2
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("joined", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email__isnull", False), ("phone__isnull", False), _connector="OR"
                        ),
                        name="person_reachable",
                    )
                ],
            },
        ),
    ]

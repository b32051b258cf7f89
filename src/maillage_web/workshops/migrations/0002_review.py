from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workshops', '0001_workshops'),
    ]

    operations = [
        migrations.AddField(
            model_name='workshop',
            name='review',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]

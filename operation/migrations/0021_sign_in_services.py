"""Connections of accounts to a sign-in service are caught in the database, as second factors are."""

from django.db import migrations

from operation.audit.capture import captured


class Migration(migrations.Migration):
    dependencies = [
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("operation", "0043_marked_names"),
    ]

    operations = [captured("socialaccount_socialaccount", "socialaccount.SocialAccount", target="user_id")]

from django.db import migrations

from members import encryption

SECRETS = ("secret", "seed")


def encrypt(apps, schema_editor):
    """What was kept in clear."""
    for row in apps.get_model("mfa", "Authenticator").objects.all():
        kept = {name: row.data[name] for name in SECRETS if name in row.data}
        row.data |= {name: encryption.encrypt(encryption.decrypt(text)) for name, text in kept.items()}
        row.save(update_fields=["data"])


def decrypt(apps, schema_editor):
    """For a version that knows no key."""
    for row in apps.get_model("mfa", "Authenticator").objects.all():
        row.data |= {name: encryption.decrypt(row.data[name]) for name in SECRETS if name in row.data}
        row.save(update_fields=["data"])


class Migration(migrations.Migration):

    dependencies = [
        ("members", "0008_closed_accounts_and_requests"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(encrypt, decrypt)]

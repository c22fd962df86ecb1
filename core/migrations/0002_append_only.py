"""The database itself refuses to change or delete what stands in the audit chain."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_entry_no_{verb} BEFORE {VERB} ON core_auditentry
    BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END""",
]
POSTGRES = """
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit chain is append-only'; END $$;
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON core_auditentry
FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON core_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
"""
POSTGRES_OFF = """
DROP TRIGGER audit_entry_no_change ON core_auditentry;
DROP TRIGGER audit_entry_no_truncate ON core_auditentry;
DROP FUNCTION audit_append_only();
"""


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    else:
        for verb in ("update", "delete"):
            for statement in SQLITE:
                schema_editor.execute(statement.format(verb=verb, VERB=verb.upper()))


def release(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_OFF)
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER audit_entry_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]

"""What was issued, accepted, or done cannot be changed or taken away, not even in the database.

Whoever may alter tables can take these guards away; the trail's hashes show what was done then.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

ERASING = "NEW.document = '' AND NEW.erased_at IS NOT NULL"
"""The one change that a document may see."""

FACTS = {
    "versions": (
        *("id", "quote_id", "draft_id", "version", "content_hash", "edition", "rounding"),
        *("tax_rounding", "issued_at", "issued_on", "issued_by", "valid_until", "currency"),
        *("net", "payable", "deposit", "code"),
    ),
    "acceptances": (
        *("id", "version_id", "quote_id", "choice", "accepted_at", "accepted_on"),
        *("content_hash", "payable", "currency", "sha256"),
    ),
    "papers": ("version_id", "kind", "sha256"),
}
"""The columns that never change."""


def upgrade() -> None:
    """The guards, in the words of the database."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSAL)
    for table in ("trail", "editions"):
        _guard(table, "UPDATE", "TRUE")
    for table in ("trail", "editions", "quotes", *FACTS):
        _guard(table, "DELETE", "TRUE")
    for table, columns in FACTS.items():
        changed = " OR ".join(_differs(column) for column in columns)
        _guard(table, "UPDATE", changed)
    for table in ("acceptances", "papers"):
        _guard(table, "UPDATE", f"({_differs('document')}) AND NOT ({ERASING})", "_document")
    _guard("quotes", "UPDATE", f"OLD.number IS NOT NULL AND ({_differs('number')})")


REFUSAL = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what is kept in % is not changed', TG_TABLE_NAME; END $$
"""


def _differs(column: str) -> str:
    if op.get_bind().dialect.name == "postgresql":
        return f"NEW.{column} IS DISTINCT FROM OLD.{column}"
    return f"NEW.{column} IS NOT OLD.{column}"


def _guard(table: str, act: str, when: str, which: str = "") -> None:
    name = f"{table}_no_{act.lower()}{which}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW"
            f" WHEN ({when}) EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, 'what is kept in {table} is not changed'); END"
    )

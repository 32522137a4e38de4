"""The first tables.

What a column holds is said in `estimator/storage/tables.py`; here stands how it began.
"""

import sqlalchemy as sa
from alembic import op

from estimator.storage.columns import Moment, Whole

revision = "0001"
down_revision = None

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""SQLite would give the key of a row that was deleted last to the next one."""


def upgrade() -> None:
    """Each table after those it refers to."""
    for make in TABLES:
        make()


KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def key() -> sa.Column[int]:
    return sa.Column("id", KEY, autoincrement=True, nullable=False)


def words(name: str, to: str = "", null: bool = False) -> sa.Column[str]:
    return sa.Column(name, Whole(), *_refers(to), nullable=null)


def whole(name: str, to: str = "", null: bool = False) -> sa.Column[int]:
    kind = KEY if to else sa.BigInteger()
    return sa.Column(name, kind, *_refers(to), autoincrement=False, nullable=null)


def moment(name: str, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(), nullable=null)


def day(name: str, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=null)


def flag(name: str, null: bool = False) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=null)


def _refers(to: str) -> list[sa.ForeignKey]:
    return [sa.ForeignKey(to)] if to else []


def _chains() -> None:
    op.create_table(
        "chains",
        words("chain"),
        whole("place"),
        words("hash"),
        sa.PrimaryKeyConstraint("chain", name="pk_chains"),
    )


def _clients() -> None:
    op.create_table(
        "clients",
        key(),
        words("studio"),
        words("document"),
        words("search"),
        words("email_folded"),
        words("note"),
        whole("revision"),
        moment("made_at"),
        moment("erased_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_clients"),
        **NEVER_AGAIN,
    )
    op.create_index("ix_clients_email", "clients", ["studio", "email_folded"])
    op.create_index("ix_clients_studio", "clients", ["studio"])


def _editions() -> None:
    op.create_table(
        "editions",
        words("edition"),
        words("studio"),
        day("effective_from"),
        words("document"),
        moment("kept_at"),
        sa.PrimaryKeyConstraint("edition", name="pk_editions"),
    )


def _numbers() -> None:
    op.create_table(
        "numbers",
        words("studio"),
        whole("series"),
        whole("last"),
        sa.PrimaryKeyConstraint("studio", "series", name="pk_numbers"),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        key(),
        words("name"),
        words("email"),
        words("role"),
        words("password", null=True),
        words("issuer", null=True),
        words("subject", null=True),
        whole("epoch"),
        moment("since"),
        moment("left_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("email", name="uq_staff_email"),
        sa.UniqueConstraint("issuer", "subject", name="uq_staff_subject"),
        **NEVER_AGAIN,
    )


def _trail() -> None:
    op.create_table(
        "trail",
        words("chain"),
        whole("place"),
        moment("at"),
        day("day"),
        words("role"),
        words("who"),
        words("name"),
        words("verb"),
        words("subject"),
        whole("subject_id"),
        words("facts"),
        words("previous"),
        words("hash"),
        sa.PrimaryKeyConstraint("chain", "place", name="pk_trail"),
    )
    op.create_index("ix_trail_subject", "trail", ["subject", "subject_id"])


def _enquiries() -> None:
    op.create_table(
        "enquiries",
        key(),
        words("studio"),
        moment("received_at"),
        day("received_on"),
        words("state"),
        words("client"),
        words("message"),
        words("brief"),
        words("edition"),
        whole("payable"),
        words("currency"),
        whole("client_id", to="clients.id", null=True),
        words("once", null=True),
        moment("erased_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_enquiries"),
        sa.UniqueConstraint("once", name="uq_enquiries_once"),
        **NEVER_AGAIN,
    )
    op.create_index("ix_enquiries_client_id", "enquiries", ["client_id"])
    op.create_index("ix_enquiries_state", "enquiries", ["studio", "state", "received_at"])


def _quotes() -> None:
    op.create_table(
        "quotes",
        key(),
        words("studio"),
        words("number", null=True),
        whole("series", null=True),
        whole("sequence", null=True),
        words("choice"),
        whole("client_id", to="clients.id", null=True),
        whole("enquiry_id", to="enquiries.id", null=True),
        words("origin"),
        whole("origin_id", null=True),
        moment("made_at"),
        words("made_by"),
        moment("touched_at"),
        moment("discarded_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.UniqueConstraint("studio", "number", name="uq_quotes_number"),
        sa.UniqueConstraint("studio", "series", "sequence", name="uq_quotes_sequence"),
        **NEVER_AGAIN,
    )
    op.create_index("ix_quotes_choice", "quotes", ["choice"])
    op.create_index("ix_quotes_client_id", "quotes", ["client_id"])
    op.create_index("ix_quotes_enquiry_id", "quotes", ["enquiry_id"])
    op.create_index("ix_quotes_touched", "quotes", ["studio", "touched_at", "id"])


def _approvals() -> None:
    op.create_table(
        "approvals",
        key(),
        whole("quote_id", to="quotes.id"),
        whole("draft_id"),
        whole("revision"),
        words("why"),
        moment("asked_at"),
        words("asked_by"),
        words("asked_key"),
        flag("granted", null=True),
        moment("decided_at", null=True),
        words("decided_by", null=True),
        words("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
        sa.UniqueConstraint("draft_id", "revision", name="uq_approvals_revision"),
        **NEVER_AGAIN,
    )
    op.create_index("ix_approvals_quote_id", "approvals", ["quote_id"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        key(),
        whole("quote_id", to="quotes.id"),
        whole("revision"),
        words("document"),
        moment("edited_at"),
        words("edited_by"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("quote_id", name="uq_drafts_quote_id"),
        **NEVER_AGAIN,
    )


def _versions() -> None:
    op.create_table(
        "versions",
        key(),
        whole("quote_id", to="quotes.id"),
        whole("draft_id"),
        whole("version"),
        words("content_hash"),
        words("edition", to="editions.edition"),
        words("rounding"),
        words("tax_rounding"),
        moment("issued_at"),
        day("issued_on"),
        words("issued_by"),
        day("valid_until"),
        words("currency"),
        whole("net"),
        whole("payable"),
        whole("deposit"),
        words("code"),
        moment("viewed_at", null=True),
        words("decision", null=True),
        moment("decided_at", null=True),
        day("decided_on", null=True),
        words("decided_by", null=True),
        words("reason"),
        moment("superseded_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("draft_id", name="uq_versions_draft_id"),
        sa.UniqueConstraint("quote_id", "version", name="uq_versions_version"),
        **NEVER_AGAIN,
    )


def _found_versions() -> None:
    op.create_index("ix_versions_code", "versions", ["code"])
    op.create_index("ix_versions_open", "versions", ["valid_until", "decision"])
    op.create_index(
        "uq_versions_latest",
        "versions",
        ["quote_id"],
        unique=True,
        sqlite_where=sa.text("superseded_at IS NULL"),
        postgresql_where=sa.text("superseded_at IS NULL"),
    )


def _acceptances() -> None:
    op.create_table(
        "acceptances",
        key(),
        whole("version_id", to="versions.id"),
        whole("quote_id", to="quotes.id"),
        words("choice"),
        moment("accepted_at"),
        day("accepted_on"),
        words("content_hash"),
        whole("payable"),
        words("currency"),
        words("sha256"),
        words("document"),
        moment("erased_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_acceptances"),
        sa.UniqueConstraint("choice", name="uq_acceptances_choice"),
        sa.UniqueConstraint("quote_id", name="uq_acceptances_quote_id"),
        sa.UniqueConstraint("version_id", name="uq_acceptances_version_id"),
        **NEVER_AGAIN,
    )


def _links() -> None:
    op.create_table(
        "links",
        key(),
        words("token_sha256"),
        whole("version_id", to="versions.id"),
        moment("made_at"),
        moment("revoked_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("token_sha256", name="uq_links_token_sha256"),
        **NEVER_AGAIN,
    )
    op.create_index("ix_links_version_id", "links", ["version_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        key(),
        words("studio"),
        whole("version_id", to="versions.id", null=True),
        words("kind"),
        words("once"),
        words("payload"),
        words("state"),
        moment("due_at"),
        whole("attempts"),
        words("claim", null=True),
        moment("claimed_until", null=True),
        words("last_error"),
        moment("done_at", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("once", name="uq_outbox_once"),
        **NEVER_AGAIN,
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "due_at", "id"])
    op.create_index("ix_outbox_version_id", "outbox", ["version_id"])


def _papers() -> None:
    op.create_table(
        "papers",
        whole("version_id", to="versions.id"),
        words("kind"),
        words("sha256"),
        words("document"),
        moment("erased_at", null=True),
        sa.PrimaryKeyConstraint("version_id", "kind", name="pk_papers"),
    )


def _payments() -> None:
    op.create_table(
        "payments",
        key(),
        whole("version_id", to="versions.id"),
        words("label"),
        whole("amount"),
        words("currency"),
        day("paid_on"),
        moment("marked_at"),
        words("marked_by"),
        words("once"),
        sa.PrimaryKeyConstraint("id", name="pk_payments"),
        sa.UniqueConstraint("version_id", "once", name="uq_payments_once"),
        **NEVER_AGAIN,
    )


TABLES = (
    _chains,
    _clients,
    _editions,
    _numbers,
    _staff,
    _trail,
    _enquiries,
    _quotes,
    _approvals,
    _drafts,
    _versions,
    _found_versions,
    _acceptances,
    _links,
    _outbox,
    _papers,
    _payments,
)

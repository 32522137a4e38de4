"""How Alembic runs a step: on the connection and in the transaction that it is given."""

from alembic import context

from estimator.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is the caller's, who alone ends it
)
context.run_migrations()

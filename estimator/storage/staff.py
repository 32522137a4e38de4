"""Staff: who may do what. Passwords come hashed; the store never sees one.

`epoch` counts the times that all of somebody's sessions ended: a session begun at an earlier one
has no rights any more.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from estimator.storage.acts import Act
from estimator.storage.clients import folded
from estimator.storage.database import Store
from estimator.storage.errors import ActionRefused, Missing, refuse_if
from estimator.storage.tables import StaffRow
from estimator.storage.trail import HOUSE, Entry, append, hold
from pricing.problems import Problem

StaffRole = Literal["owner", "sales", "viewer"]
ROLES: dict[str, StaffRole] = {"owner": "owner", "sales": "sales", "viewer": "viewer"}


class Staff(msgspec.Struct, frozen=True):
    """A member of staff. `subject` is who they are to the identity provider `issuer`."""

    id: int
    name: str
    email: str
    role: StaffRole
    password: str | None
    issuer: str | None
    subject: str | None
    epoch: int
    left: bool


class Newcomer(msgspec.Struct, frozen=True):
    """Somebody to be added, with a password's hash, or who they are to an identity provider."""

    name: str
    email: str
    role: StaffRole
    password: str | None = None
    issuer: str | None = None
    subject: str | None = None


def first_owner(store: Store, act: Act, newcomer: Newcomer) -> int:
    """The owner who sets up the store: only while there is nobody, whoever else tries at once."""
    with store.writing() as session:
        hold(session, HOUSE)
        if session.scalar(select(func.count()).select_from(StaffRow)):
            what = "somebody set up this store already"
            raise ActionRefused([Problem("staff", what, "signing in, or asking an owner")])
        return _add(session, act, msgspec.structs.replace(newcomer, role="owner"))


def add_staff(store: Store, act: Act, newcomer: Newcomer) -> int:
    """One more member of staff; an address of mail belongs to one."""
    with store.writing() as session:
        hold(session, HOUSE)
        return _add(session, act, newcomer)


def _add(session: Session, act: Act, newcomer: Newcomer) -> int:
    refuse_if(_wrong(session, newcomer))
    row = StaffRow(
        name=newcomer.name.strip(),
        email=folded(newcomer.email),
        role=newcomer.role,
        password=newcomer.password,
        issuer=newcomer.issuer,
        subject=newcomer.subject,
        epoch=1,
        since=act.at,
    )
    session.add(row)
    session.flush()
    append(session, act, HOUSE, Entry("added", "staff", row.id, {"role": row.role}))
    return row.id


def _wrong(session: Session, newcomer: Newcomer) -> list[Problem]:
    problems = list[Problem]()
    email = folded(newcomer.email)
    if not newcomer.name.strip():
        problems.append(Problem("name", "there is none", "a name"))
    if "@" not in email:
        problems.append(Problem("email", f"{newcomer.email!r} is none", "name@example.com"))
    elif session.scalar(select(StaffRow.id).where(StaffRow.email == email)):
        problems.append(Problem("email", "somebody has it already", "another, or changing theirs"))
    if newcomer.role not in ROLES:
        problems.append(Problem("role", f"{newcomer.role!r} is none", ", ".join(ROLES)))
    return problems


class Change(msgspec.Struct, frozen=True):
    """What changes about somebody; what is None stays. `left` ends every right."""

    role: StaffRole | None = None
    password: str | None = None
    identity: tuple[str, str] | None = None
    left: bool = False
    signed_out: bool = False


def change_staff(store: Store, act: Act, staff_id: int, change: Change) -> Staff:
    """Somebody with changes; every session of theirs ends. One owner always stays."""
    with store.writing() as session:
        hold(session, HOUSE)
        row = session.get(StaffRow, staff_id, with_for_update=True)
        if row is None:
            raise Missing("member of staff", staff_id)
        _keep_an_owner(session, row, change)
        row.role = change.role or row.role
        row.password = change.password or row.password
        if change.identity is not None:
            row.issuer, row.subject = change.identity
        if change.left:
            row.left_at, row.password, row.issuer, row.subject = act.at, None, None, None
        row.epoch += 1
        facts = {
            "role": change.role,
            "password": change.password is not None,
            "identity": change.identity is not None,
            "left": change.left,
            "signed_out": change.signed_out,
        }
        append(session, act, HOUSE, Entry("changed", "staff", row.id, facts))
        return _staff(row)


def _keep_an_owner(session: Session, row: StaffRow, change: Change) -> None:
    if not change.left and change.role in (None, "owner"):
        return
    others = select(func.count()).where(
        StaffRow.role == "owner", StaffRow.left_at.is_(None), StaffRow.id != row.id
    )
    if row.role == "owner" and not session.scalar(others):
        raise ActionRefused([Problem("role", "there would be no owner", "another owner first")])


def everybody(store: Store) -> list[Staff]:
    """All who are or were staff, in the order in which they came."""
    with store.reading() as session:
        return [_staff(row) for row in session.scalars(select(StaffRow).order_by(StaffRow.id))]


def by_email(store: Store, email: str) -> Staff | None:
    """Who has an address of mail, unless they left."""
    wanted = select(StaffRow).where(StaffRow.email == folded(email), StaffRow.left_at.is_(None))
    with store.reading() as session:
        row = session.scalar(wanted)
        return None if row is None else _staff(row)


def by_identity(store: Store, issuer: str, subject: str) -> Staff | None:
    """Who somebody is to an identity provider, unless they left."""
    wanted = select(StaffRow).where(
        StaffRow.issuer == issuer, StaffRow.subject == subject, StaffRow.left_at.is_(None)
    )
    with store.reading() as session:
        row = session.scalar(wanted)
        return None if row is None else _staff(row)


def rights(store: Store, staff_id: int, epoch: int) -> StaffRole | None:
    """The role of a session begun at an epoch; None once it was ended. Asked before every act."""
    with store.reading() as session:
        row = session.get(StaffRow, staff_id)
        alive = row is not None and row.left_at is None and row.epoch == epoch
        return ROLES[row.role] if row is not None and alive else None


def _staff(row: StaffRow) -> Staff:
    return Staff(
        id=row.id,
        name=row.name,
        email=row.email,
        role=ROLES[row.role],
        password=row.password,
        issuer=row.issuer,
        subject=row.subject,
        epoch=row.epoch,
        left=row.left_at is not None,
    )

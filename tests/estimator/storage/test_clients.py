"""Clients, what they ask for, and who serves them."""

import pytest

from estimator.storage import (
    ActionRefused,
    Change,
    Enquiry,
    Missing,
    Newcomer,
    Payment,
    Start,
    Store,
    accept,
    add_client,
    add_staff,
    answer_approval,
    approvals,
    ask_approval,
    begin_draft,
    by_email,
    by_identity,
    change_client,
    change_staff,
    check_store,
    edition,
    everybody,
    find_clients,
    first_owner,
    history,
    is_approved,
    issue,
    mark_paid,
    new_enquiries,
    paid,
    read_client,
    read_enquiry,
    receive,
    rights,
    same_clients,
    save_draft,
    set_aside,
)
from estimator.storage.clients import folded
from pricing import Client, Problem, estimate
from tests.estimator.storage.notation import (
    ANN,
    BOOK,
    ON,
    act,
    begun,
    client_act,
    draft,
    issued,
    offered,
    quote_of,
    yes,
)
from tests.pricing.small import book, brief

JOSE = Client(name="José Ñuñez", organisation="Ñandú & Söhne 100%", email="Jose@Example.com")


def enquiry(people: int = 2, client: Client = ANN, message: str = "Soon?") -> Enquiry:
    found = estimate(brief({"people": people}), BOOK, ON)
    return Enquiry(client, message, found, BOOK, once="form 1")


# ---------------------------------------------------------------- clients


def test_a_client_is_found_by_any_part_without_case_and_accents(store: Store):
    key = add_client(store, act(), "small", JOSE, "pays late")
    add_client(store, act(), "small", ANN)
    for words in ("jose", "NUNEZ josé", "ñandu soh", "example.com jos", "100%"):
        assert [each.id for each in find_clients(store, "small", words)] == [key], words
    assert len(find_clients(store, "small", "")) == 2
    assert find_clients(store, "small", "1000%") == find_clients(store, "other", "jose") == []
    kept = read_client(store, key)
    assert (kept.client, kept.note, kept.revision, kept.erased) == (JOSE, "pays late", 1, False)


def test_likely_doubles_are_shown(store: Store):
    key = add_client(store, act(), "small", JOSE)
    alike = (
        Client(name="J. Nunez", email="JOSE@example.com"),
        Client(name="Jose Nunez", organisation="Nandu & Sohne 100%", email="jose@example.com"),
        Client(organisation="José Ñuñez"),
    )
    assert [each.id for other in alike for each in same_clients(store, "small", other)] == [key] * 3
    assert same_clients(store, "small", ANN) == []


def test_two_who_change_a_client_are_told_and_quotes_stay_as_they_were(store: Store):
    made = issued(store)
    known = find_clients(store, "small", "ann")[0]
    moved = ANN.model_copy(update={"address": ("1 New Road",)})
    assert change_client(store, act(), known, moved, "moved") == 2
    with pytest.raises(ActionRefused, match="changed meanwhile"):
        change_client(store, act("Bo"), known, ANN, "")
    assert made.quote.client == ANN
    assert read_client(store, known.id).client == moved


def test_nobody_is_no_client(store: Store):
    for client in (Client(), Client(email="a@example.com")):
        with pytest.raises(ActionRefused, match="nobody is named"):
            add_client(store, act(), "small", client)
    with pytest.raises(Missing):
        read_client(store, 99)


def test_the_same_client_is_kept_once_over_many_quotes(store: Store):
    for people in (1, 2, 3):
        issued(store, people)
    assert len(find_clients(store, "small", "")) == 1
    assert folded("  ÉCOLE   Straße ") == "ecole strasse"


# ---------------------------------------------------------------- enquiries


def test_an_enquiry_keeps_its_estimate_to_lay_beside_the_final_quote(store: Store):
    key = receive(store, client_act(), enquiry())
    assert receive(store, client_act(), enquiry()) == key
    (new,) = new_enquiries(store, "small")
    assert (new.id, new.payable, new.currency, new.message) == (key, 20000, "USD", "Soon?")
    assert edition(store, new.edition) == BOOK
    start = Start("enquiry", key)
    at = begin_draft(store, act(), "small", draft(3), start)
    made = issue(store, act(), offered(store, at))
    assert (read_enquiry(store, key).state, new_enquiries(store, "small")) == ("taken", [])
    assert made.quote.estimate.payable - new.payable == 10000


def test_an_enquiry_that_is_taken_is_not_set_aside(store: Store):
    key = receive(store, client_act(), enquiry())
    set_aside(store, act(), key)
    with pytest.raises(ActionRefused, match="set aside already"):
        set_aside(store, act(), key)
    with pytest.raises(Missing):
        set_aside(store, act(), 99)
    with pytest.raises(Missing):
        read_enquiry(store, 99)


def test_everything_wrong_with_an_enquiry_is_said_at_once(store: Store):
    other = book()
    wrong = enquiry(client=Client(), message="\0" * 4001)
    wrong = Enquiry(wrong.client, wrong.message, wrong.estimate, other, "form")
    with pytest.raises(ActionRefused) as refused:
        receive(store, client_act(), wrong)
    where = [problem.where for problem in refused.value.problems]
    assert where == ["client", "message", "message", "edition"]


# ---------------------------------------------------------------- staff


OWNER = Newcomer("Olga", "Olga@Example.com", "viewer", "hashed")
BO = Newcomer("Bo", "bo@example.com", "sales", issuer="https://id.example", subject="42")


def test_the_first_owner_sets_up_the_store_and_nobody_after(store: Store):
    key = first_owner(store, act("", key="command line", role="program"), OWNER)
    with pytest.raises(ActionRefused, match="set up this store already"):
        first_owner(store, act(), BO)
    found = by_email(store, " olga@example.COM ")
    assert found is not None
    assert (found.id, found.role, found.password) == (key, "owner", "hashed")


def test_somebody_is_known_by_mail_or_by_identity(store: Store):
    first_owner(store, act(), OWNER)
    key = add_staff(store, act("Olga"), BO)
    found = by_identity(store, "https://id.example", "42")
    assert found is not None
    assert found.id == key
    assert by_identity(store, "https://other.example", "42") is None
    with pytest.raises(ActionRefused) as refused:
        add_staff(store, act("Olga"), Newcomer(" ", "BO@example.com", "king"))  # type: ignore[arg-type] # that is the point
    assert [problem.where for problem in refused.value.problems] == ["name", "email", "role"]
    with pytest.raises(ActionRefused, match="email"):
        add_staff(store, act("Olga"), Newcomer("C", "c", "viewer"))


def test_rights_end_in_every_tab_with_a_change_or_signing_out(store: Store):
    first_owner(store, act(), OWNER)
    key = add_staff(store, act("Olga"), BO)
    assert rights(store, key, 1) == "sales"
    change_staff(store, act("Bo"), key, Change(signed_out=True))
    assert (rights(store, key, 1), rights(store, key, 2)) == (None, "sales")
    change_staff(store, act("Olga"), key, Change(role="viewer", password="other"))
    assert (rights(store, key, 2), rights(store, key, 3)) == (None, "viewer")
    left = change_staff(store, act("Olga"), key, Change(left=True))
    assert (left.left, left.password, rights(store, key, 4)) == (True, None, None)
    assert by_email(store, BO.email) is by_identity(store, "https://id.example", "42") is None
    assert [each.name for each in everybody(store)] == ["Olga", "Bo"]
    assert rights(store, 99, 1) is None


def test_one_owner_always_stays(store: Store):
    key = first_owner(store, act(), OWNER)
    for change in (Change(left=True), Change(role="sales")):
        with pytest.raises(ActionRefused, match="no owner"):
            change_staff(store, act("Olga"), key, change)
    other = add_staff(store, act("Olga"), Newcomer("Ida", "ida@example.com", "owner", "hash"))
    change_staff(store, act("Ida"), key, Change(role="sales", identity=("https://id", "1")))
    assert rights(store, other, 1) == "owner"
    with pytest.raises(Missing):
        change_staff(store, act(), 99, Change())
    assert check_store(store).problems == ()


# ---------------------------------------------------------------- payments and approvals


def test_a_payment_is_noted_once_for_an_accepted_quote(store: Store):
    made = issued(store)
    deposit = Payment("Deposit", 3000, ON, "bank 1")
    with pytest.raises(ActionRefused) as refused:
        mark_paid(store, act(), made.version_id, Payment("Deposit", 0, ON, "bank 1"))
    assert [problem.where for problem in refused.value.problems] == ["status", "amount"]
    accept(store, client_act(), made.version_id, yes(made))
    assert mark_paid(store, act(), made.version_id, deposit) == 3000
    assert mark_paid(store, act(), made.version_id, deposit) == 3000
    assert mark_paid(store, act(), made.version_id, Payment("Rest", 7000, ON, "bank 2")) == 10000
    assert [each.amount for each in paid(store, made.version_id)] == [3000, 7000]
    assert history(store, quote_of(store, made))[-1].facts["amount"] == 7000


def test_an_approval_holds_for_the_draft_as_it_was_asked(store: Store):
    at = begun(store)
    why = (Problem("desk", "20.00 is below the list", "less, or an approval"),)
    asked = ask_approval(store, act("Sam"), at, why)
    with pytest.raises(ActionRefused, match="asked for already"):
        ask_approval(store, act("Sam"), at, why)
    with pytest.raises(ActionRefused, match="another's answer"):
        answer_approval(store, act("Sam"), asked, granted=True, reason="")
    assert not is_approved(store, at)
    answer_approval(store, act("Olga"), asked, granted=True, reason="a regular")
    assert is_approved(store, at)
    with pytest.raises(ActionRefused, match="Olga answered already"):
        answer_approval(store, act("Ida"), asked, granted=False, reason="")
    after = save_draft(store, act("Sam"), at, draft(2))
    assert not is_approved(store, after)
    with pytest.raises(ActionRefused, match="meanwhile"):
        ask_approval(store, act("Sam"), at, why)
    answer_approval(store, act("Olga"), ask_approval(store, act(), after, why), False, "no")
    assert [each.granted for each in approvals(store, at.quote_id)] == [True, False]
    assert approvals(store, at.quote_id)[0].why == (str(why[0]),)
    with pytest.raises(Missing):
        answer_approval(store, act("Olga"), 99, granted=True, reason="")

"""The laws of a comparison, drawn at random."""

from hypothesis import given
from hypothesis import strategies as st

from estimator.comparison import AiPlan, Assumptions, PlanRow
from tests.estimator.comparison.notation import ai, fixed, keeping, months, row, studio

PRICES = st.integers(2, 99_999).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
KINDS = ("one-off", "per-image", "credits", "subscription", "per-seat")
CURRENCIES = st.sampled_from(("USD", "CAD", "GBP"))


@st.composite
def plans(draw: st.DrawFn) -> AiPlan:
    kind = draw(st.sampled_from(KINDS))
    more: dict[str, object] = {"currency": draw(CURRENCIES)}
    more |= {"free_retries": draw(st.sampled_from((None, 1)))}
    if kind in ("subscription", "per-seat"):
        more |= {"every": draw(st.sampled_from(("week", "month", "year")))}
        more |= {"least_terms": draw(st.integers(1, 13))}
    if kind == "per-seat":
        more |= {"least_seats": draw(st.integers(1, 30))}
    if kind == "credits" and draw(st.booleans()):
        at_least = draw(st.integers(2, 60))
        more |= {"steps": [{"at_least": at_least, "price": "0.01"}]}
    return ai(kind, draw(PRICES), str(draw(st.integers(1, 300))), **more)


@st.composite
def assumptions(draw: st.DrawFn, percent: int | None = None) -> Assumptions:
    return keeping(
        percent or draw(st.integers(1, 100)),
        horizon_months=months(draw(st.integers(1, 60))),
        retries=fixed(draw(st.integers(0, 100))),
        retakes=fixed(draw(st.integers(0, 100))),
        travel_cost=fixed(draw(PRICES)),
        tax_on_top=fixed(draw(st.integers(0, 30))),
        renew_ai_months=months(draw(st.integers(1, 48))),
        keep_subscribed=draw(st.booleans()),
        accounts=draw(st.sampled_from(("one-each", "one-shared"))),
    )


def costs(found: PlanRow) -> tuple[int, ...]:
    return found.costs.by_month


@given(plans(), assumptions(), st.integers(1, 40), st.integers(1, 30), st.integers(0, 10))
def test_more_images_never_cost_less(
    plan: AiPlan, assumed: Assumptions, people: int, images: int, more: int
):
    fewer = costs(row(studio((people, images)), plan, assumed))
    assert all(
        a <= b
        for a, b in zip(
            fewer, costs(row(studio((people, images + more)), plan, assumed)), strict=True
        )
    )


@given(plans(), st.data(), st.integers(1, 99), st.integers(0, 99), st.integers(1, 40))
def test_a_higher_keeper_rate_never_costs_more(
    plan: AiPlan, data: st.DataObject, percent: int, more: int, images: int
):
    assumed = data.draw(assumptions(percent))
    higher = assumed.model_copy(
        update={"keeper_rate": keeping(min(percent + more, 100)).keeper_rate}
    )
    wanted = studio((3, images), currency="CAD")
    assert all(
        a >= b
        for a, b in zip(
            costs(row(wanted, plan, assumed)), costs(row(wanted, plan, higher)), strict=True
        )
    )


@given(plans(), assumptions(), st.integers(1, 40), CURRENCIES)
def test_cash_only_ever_rises_from_now_to_the_horizon(
    plan: AiPlan, assumed: Assumptions, people: int, currency: str
):
    found = row(studio((people, 2), currency=currency), plan, assumed).costs
    assert list(found.by_month) == sorted(found.by_month)
    assert found.by_month[0] == found.now.minor <= found.over.minor == found.by_month[-1]


@given(plans(), assumptions(), st.integers(1, 40))
def test_the_standing_is_the_difference(plan: AiPlan, assumed: Assumptions, people: int):
    estimate = studio((people, 1))
    found = row(estimate, plan, assumed)
    signed = {"ai": found.now.by, "studio": -found.now.by, "equal": 0}[found.now.cheaper]
    travel = assumed.travel_cost.likely * people // 10_000
    assert found.costs.now.minor + signed == estimate.payable + travel


@given(plans(), assumptions(), st.integers(1, 40))
def test_keeping_a_subscription_never_costs_less(plan: AiPlan, assumed: Assumptions, people: int):
    kept = assumed.model_copy(update={"keep_subscribed": True})
    ended = assumed.model_copy(update={"keep_subscribed": False})
    estimate = studio((people, 1))
    for running, cancelled in zip(
        costs(row(estimate, plan, kept)), costs(row(estimate, plan, ended)), strict=True
    ):
        assert running >= cancelled

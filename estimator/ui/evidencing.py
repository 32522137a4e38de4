"""Evidence on the page: where each side fits, what was found, and what law and platforms say."""

from __future__ import annotations

import streamlit as st

from estimator.comparison import (
    BETTER,
    CRITERIA,
    FITS,
    NOT_LEGAL,
    NOT_USABLE,
    AiPlan,
    Finding,
    Fit,
    Weighed,
    Weights,
    rules,
    weighed,
)
from estimator.ui.words import cited, plain, small

_MATTERS = ("not at all", "a little", "much", "most")


def fits() -> None:
    """Where AI headshots are the better choice, and where they cannot be used."""
    for column, side, title in zip(
        st.columns(2, gap="large"), ("ai", "studio"), (BETTER, NOT_USABLE), strict=True
    ):
        with column:
            st.subheader(title, anchor=False)
            _situations(tuple(fit for fit in FITS if fit.side == side))


def _situations(fits: tuple[Fit, ...]) -> None:
    for fit in fits:
        source = cited(f"Source: {fit.source}.")
        st.markdown(f"**{plain(fit.situation)}**  \n{plain(fit.why)}  \n{source}")


def weights_form(weights: Weights, key: str) -> Weights:
    """How much each criterion matters; it orders what was found, and nothing else."""
    st.markdown("How much does each of these matter to you? What matters most comes first.")
    grid = st.grid(4, min_column_width=230, gap="medium")
    chosen: dict[str, int] = {}
    for name, label in CRITERIA.items():
        if name == "rules":
            continue
        with grid.cell():
            chosen[name] = st.select_slider(
                label,
                range(len(_MATTERS)),
                getattr(weights, name),
                format_func=lambda step: _MATTERS[step],
                key=f"{key}-weight-{name}",
            )
    return Weights(**chosen)


def evidence(findings: tuple[Finding, ...], weights: Weights) -> None:
    """All that was found, for and against, in the order of the weights; there is no score."""
    for each in weighed(findings, weights):
        _criterion(each)
    st.subheader(CRITERIA["rules"], anchor=False)
    st.markdown(f"**{NOT_LEGAL}**")
    for finding in rules(findings):
        _finding(finding)


def _criterion(each: Weighed) -> None:
    st.subheader(f"{CRITERIA[each.criterion]} (matters {_MATTERS[each.weight]})", anchor=False)
    for column, title, found in zip(
        st.columns(2, gap="large"),
        ("For AI headshots", "For a photograph"),
        (each.ai, each.studio),
        strict=True,
    ):
        with column:
            st.markdown(f"**{title}**")
            for finding in found:
                _finding(finding)
            if not found:
                st.markdown(small("Nothing was found."))
    for finding in each.neither:
        _finding(finding)


def _finding(finding: Finding) -> None:
    figure = f" **{plain(finding.figure)}**" if finding.figure else ""
    note = f" {finding.note}" if finding.note else ""
    known = cited(f"{finding.known}.{note} Source: {finding.source}.")
    st.markdown(f"{plain(finding.finding)}{figure}  \n{known}")


def seen(plans: tuple[AiPlan, ...]) -> None:
    """Every price that was seen, those that contradict each other among them; made when opened."""
    box = st.expander(
        f"All {len(plans)} AI prices that were seen, weak and disputed ones too",
        key="seen",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        grid = st.grid(3, min_column_width=280, gap="medium")
        for plan in plans:
            with grid.cell():
                _plan(plan)


def _plan(plan: AiPlan) -> None:
    marks = {"strong": "", "weak": ":orange[weak]", "conflict": ":orange[disputed]"}
    facts = [
        f"{plan.currency} {plan.priced}",
        plan.billing.kind.replace("-", " "),
        f"{plan.images or 'unknown number of'} images",
        f"for {plan.seats} people" if plan.seats else "",
        f"in {plan.turnaround_hours} h" if plan.turnaround_hours else "turnaround unknown",
        f"licence: {plan.licence or 'unknown'}",
        f"tax {plan.tax.replace('-', ' ')}" if plan.tax else "tax unknown",
        f"seen {plan.seen}",
    ]
    known = small(", ".join(fact for fact in facts if fact) + ".")
    why = f"{plan.strength_why[0].upper()}{plan.strength_why[1:]}. " if plan.strength_why else ""
    rest = cited(f"{why}{plan.note or ''} Source: {plan.source}")
    st.markdown(f"**{plain(plan.called)}** {marks[plan.strength]}  \n{known}  \n{rest}")

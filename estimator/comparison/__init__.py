"""Studio against AI plans: what the same pictures cost, with the reason for every figure.

Pure: no clock, no files. Plans and rates are read by `estimator.loading.plans`.
"""

from estimator.comparison.answer import (
    Amount,
    Comparison,
    Costs,
    NotCompared,
    PlanRow,
    Standing,
    Verdict,
)
from estimator.comparison.assumptions import Assumptions, Mark, Range, Use
from estimator.comparison.billing import Billing
from estimator.comparison.closely import Closely, Curve, look_closely
from estimator.comparison.comparison import compare
from estimator.comparison.crowds import crowds, where_they_are
from estimator.comparison.evidence import CRITERIA, Finding, Weighed, Weights, rules, weighed
from estimator.comparison.fitting import BETTER, FITS, NOT_LEGAL, NOT_USABLE, Fit
from estimator.comparison.inputs import INPUTS
from estimator.comparison.notes import USES
from estimator.comparison.plans import STALE_DAYS, AiPlan, Images, check_plans
from estimator.comparison.rates import Rate, Rates
from estimator.comparison.robustness import Robustness
from estimator.comparison.swings import Swing, Tornado
from estimator.comparison.telling import (
    NOT_CHANCES,
    assumed,
    curve_told,
    gap_told,
    ranged,
    robustness_told,
    swing_told,
    turned_told,
)
from estimator.comparison.turns import Crowd, Turn

__all__ = [
    "BETTER",
    "CRITERIA",
    "FITS",
    "INPUTS",
    "NOT_CHANCES",
    "NOT_LEGAL",
    "NOT_USABLE",
    "STALE_DAYS",
    "USES",
    "AiPlan",
    "Amount",
    "Assumptions",
    "Billing",
    "Closely",
    "Comparison",
    "Costs",
    "Crowd",
    "Curve",
    "Finding",
    "Fit",
    "Images",
    "Mark",
    "NotCompared",
    "PlanRow",
    "Range",
    "Rate",
    "Rates",
    "Robustness",
    "Standing",
    "Swing",
    "Tornado",
    "Turn",
    "Use",
    "Verdict",
    "Weighed",
    "Weights",
    "assumed",
    "check_plans",
    "compare",
    "crowds",
    "curve_told",
    "gap_told",
    "look_closely",
    "ranged",
    "robustness_told",
    "rules",
    "swing_told",
    "turned_told",
    "weighed",
    "where_they_are",
]

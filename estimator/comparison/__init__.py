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
from estimator.comparison.assumptions import Assumptions, Mark, Range
from estimator.comparison.billing import Billing
from estimator.comparison.comparison import compare
from estimator.comparison.evidence import Finding
from estimator.comparison.plans import AiPlan, Images
from estimator.comparison.rates import Rate, Rates

__all__ = [
    "AiPlan",
    "Amount",
    "Assumptions",
    "Billing",
    "Comparison",
    "Costs",
    "Finding",
    "Images",
    "Mark",
    "NotCompared",
    "PlanRow",
    "Range",
    "Rate",
    "Rates",
    "Standing",
    "Verdict",
    "compare",
]

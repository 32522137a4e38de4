"""The pricing core: a Brief priced against the PriceBook in force on a day gives an Estimate.

No clock, no files, no network, no locale and no screen: frozen values and pure functions.
"""

from pricing.adjustments import AdjustmentRule, Base, Share
from pricing.book import PriceBook, SessionType
from pricing.brief import Alternative, Brief, ExtraChoice, Open, OptionGroup, Sitting
from pricing.checks import check
from pricing.conditions import When
from pricing.costing import Costing, beyond_limit, costing
from pricing.dated import in_force
from pricing.desk import AgreedPrice, Desk, DeskDiscount, FreeLine
from pricing.engine import estimate
from pricing.errors import (
    BriefRefused,
    MixedCurrencies,
    MoneyError,
    NotExact,
    NotInForce,
    PricingError,
)
from pricing.estimate import Adjustment, Estimate, LineItem, Payment, TaxLine
from pricing.licences import Grant, LicenceClass, LicenceGrid, LicenceTerms
from pricing.money import Money, allocate, divide, exact
from pricing.options import take
from pricing.problems import Problem
from pricing.quote import Client, Quote, Studio, offer
from pricing.ranges import Move, Range, price_range
from pricing.reasons import Reason, plain
from pricing.rules import Rule
from pricing.tax import Tax, TaxPlace, TaxRate, TaxStatus
from pricing.terms import Instalment, Terms, TermsText

__all__ = [
    "Adjustment",
    "AdjustmentRule",
    "AgreedPrice",
    "Alternative",
    "Base",
    "Brief",
    "BriefRefused",
    "Client",
    "Costing",
    "Desk",
    "DeskDiscount",
    "Estimate",
    "ExtraChoice",
    "FreeLine",
    "Grant",
    "Instalment",
    "LicenceClass",
    "LicenceGrid",
    "LicenceTerms",
    "LineItem",
    "MixedCurrencies",
    "Money",
    "MoneyError",
    "Move",
    "NotExact",
    "NotInForce",
    "Open",
    "OptionGroup",
    "Payment",
    "PriceBook",
    "PricingError",
    "Problem",
    "Quote",
    "Range",
    "Reason",
    "Rule",
    "SessionType",
    "Share",
    "Sitting",
    "Studio",
    "Tax",
    "TaxLine",
    "TaxPlace",
    "TaxRate",
    "TaxStatus",
    "Terms",
    "TermsText",
    "When",
    "allocate",
    "beyond_limit",
    "check",
    "costing",
    "divide",
    "estimate",
    "exact",
    "in_force",
    "offer",
    "plain",
    "price_range",
    "take",
]

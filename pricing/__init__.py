"""The pricing core: a Brief priced against the PriceBook in force on a day gives an Estimate.

No clock, no files, no network, no locale and no screen: frozen values and pure functions.
"""

from pricing.adjustments import AdjustmentRule, Base, Share
from pricing.book import Instalment, PriceBook, SessionType, Terms, TermsText
from pricing.brief import Brief, ExtraChoice, Sitting
from pricing.checks import check
from pricing.conditions import When
from pricing.dated import in_force
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
from pricing.problems import Problem
from pricing.quote import Client, Quote, Studio, offer
from pricing.reasons import Reason, plain
from pricing.rules import Rule
from pricing.tax import Tax, TaxPlace, TaxRate

__all__ = [
    "Adjustment",
    "AdjustmentRule",
    "Base",
    "Brief",
    "BriefRefused",
    "Client",
    "Estimate",
    "ExtraChoice",
    "Grant",
    "Instalment",
    "LicenceClass",
    "LicenceGrid",
    "LicenceTerms",
    "LineItem",
    "MixedCurrencies",
    "Money",
    "MoneyError",
    "NotExact",
    "NotInForce",
    "Payment",
    "PriceBook",
    "PricingError",
    "Problem",
    "Quote",
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
    "Terms",
    "TermsText",
    "When",
    "allocate",
    "check",
    "divide",
    "estimate",
    "exact",
    "in_force",
    "offer",
    "plain",
]

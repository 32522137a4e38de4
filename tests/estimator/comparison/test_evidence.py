"""Evidence is ordered by what matters to the client, and never scored or left out."""

from pathlib import Path

import pytest

from estimator.comparison import CRITERIA, FITS, Finding, Weights, rules, weighed
from estimator.loading.plans import load_evidence

FINDINGS, _ = load_evidence(Path(__file__).resolve().parents[3] / "data" / "evidence.csv")


def test_what_matters_most_comes_first():
    order = [each.criterion for each in weighed(FINDINGS, Weights(1, 0, 3, 2))]
    assert order == ["quality", "connection", "trust", "ethics"]


def test_of_equals_the_usual_order_stays():
    order = [each.criterion for each in weighed(FINDINGS, Weights())]
    assert order == [name for name in CRITERIA if name != "rules"]


@pytest.mark.parametrize("weights", [Weights(), Weights(0, 0, 0, 0), Weights(3, 0, 1, 2)])
def test_nothing_is_left_out_whatever_matters(weights: Weights):
    shown = [
        finding.key
        for each in weighed(FINDINGS, weights)
        for finding in (*each.ai, *each.studio, *each.neither)
    ]
    shown += [finding.key for finding in rules(FINDINGS)]
    assert sorted(shown) == sorted(finding.key for finding in FINDINGS)


def test_measured_findings_come_before_opinions():
    (trust, *_) = weighed(FINDINGS, Weights())
    assert trust.studio[0].sample is not None
    assert trust.studio[-1].sample is None


def test_a_finding_says_what_is_not_known_of_it():
    bare = Finding.model_validate(
        {"key": "a", "criterion": "trust", "side": "ai", "finding": "So it is.", "source": "here"}
    )
    assert bare.told == (
        "So it is. Sample: not stated; date not stated; who paid for it is not stated."
        " Source: here."
    )
    whole = bare.model_copy(
        update={"figure": "about 5 %", "sample": "9 people", "published": "2026", "paid_by": "us"}
    )
    assert whole.told == (
        "So it is. About 5 %. Sample: 9 people; published 2026; paid for by us. Source: here."
    )
    assert bare.model_copy(update={"criterion": "rules"}).known == "Date not stated"


def test_the_survey_is_told_with_who_paid_for_it():
    told = {finding.key: finding.told for finding in FINDINGS}
    for key, figure in (("preferred", "76.5 %"), ("put-off", "66 %"), ("disclosure", "88 %")):
        words = told[f"ringover-{key}"]
        assert figure in words
        assert "1,087 US recruiters; published 2024-06; paid for by Ringover" in words


def test_law_and_platforms_are_there_with_their_sources():
    found = {finding.key: finding for finding in rules(FINDINGS)}
    assert {"linkedin-likeness", "us-copyright", "eu-ai-act-50", "us-passport-photos"} <= set(found)
    assert all("http" in finding.source for finding in found.values())


def test_both_sides_fit_somewhere_and_every_rule_is_cited():
    assert {fit.side for fit in FITS} == {"ai", "studio"}
    named = " ".join(fit.situation for fit in FITS).casefold()
    for word in ("avatar", "private", "placeholder", "budget", "passport", "casting", "team"):
        assert word in named
    for fit in FITS:
        assert "judgement" in fit.source or "http" in fit.source or "vendors" in fit.source
        assert fit.told.endswith(f"Source: {fit.source}.")

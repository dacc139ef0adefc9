"""Checks the JSON report of `touchpoint demo`: the shop worth copying, audited without harm."""

import json
import sys

# What a walk without `--fill` may send: into and out of the cart, and on to the first page of the order form.
HARMLESS = {"add-to-cart", "remove-from-cart", "update-cart", "go-to-checkout", "guest-entry"}


def main(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    assert report["schema_version"], "no schema_version"
    overall = report["scorecard"]["overall"]
    assert 85 <= overall["score"] <= 100, f"score {overall['score']} is not within 85 to 100"
    assert 0.5 <= overall["coverage"] <= 1, f"coverage {overall['coverage']}"
    touchpoints = {entry["id"] for entry in report["scorecard"]["touchpoints"]}
    expected = {"clarity", "ordering", "checkout", "delivery", "support"}
    assert expected <= touchpoints, f"touchpoints missing: {expected - touchpoints}"
    assert report["findings"], "no findings"
    verdicts = {"good", "partial", "poor", "unknown", "not-applicable", "unanswered"}
    for finding in report["findings"]:
        assert finding["verdict"] in verdicts, finding
        assert not finding.get("inferred"), f"not laid out: {finding['id']}"
    journeys = {journey["name"] for journey in report["journeys"]}
    assert journeys == {"buy", "ask", "return", "track"}, f"journeys: {journeys}"
    assert_harmless(report["requests"])
    print(f"score {overall['score']}, {len(report['findings'])} findings, no order placed")


def assert_harmless(requests):
    """Nothing but the steps of the buying journey was sent: no order, payment, message or account."""
    for request in requests:
        assert not request["sent"] or request["intent"] in HARMLESS, f"sent: {request}"


main(sys.argv[1])

"""Checks the JSON report of `touchpoint demo`: the shop worth copying, audited without harm."""

import json
import sys


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
    journeys = {journey["name"] for journey in report["journeys"]}
    assert journeys == {"buy", "ask", "return", "track"}, f"journeys: {journeys}"
    assert_harmless(report["requests"])
    print(f"score {overall['score']}, {len(report['findings'])} findings, no order placed")


def assert_harmless(requests):
    """Only the shop's own cart may have been changed: no order, payment, message or account."""
    for request in requests:
        assert not request["sent"] or "cart" in request["intent"], f"sent: {request}"


main(sys.argv[1])

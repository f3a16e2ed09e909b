"""What programs that watch for incidents send. The document and docs/api.md show these."""

from typing import Any

PLAIN: dict[str, Any] = {
    "id": "INC-2041",
    "source": "statuspage",
    "title": "Checkout was slow for two hours",
    "text": "The database of orders ran out of connections after the release of 14:00.",
    "impact": "One order in five was given up.",
    "timeline": [
        {"at": "14:02", "what": "The release is out"},
        {"at": "14:20", "what": "First complaint"},
        {"at": "16:10", "what": "The release is taken back"},
    ],
    "tags": ["checkout", "database"],
}
PAGERDUTY: dict[str, Any] = {
    "event": {
        "id": "01BZ7N7N4ISKQNHDAIQC7WWTDE",
        "event_type": "incident.resolved",
        "resource_type": "incident",
        "occurred_at": "2026-03-09T16:10:32.154Z",
        "agent": {"id": "PLH1HKV", "type": "user_reference", "summary": "Ana Lopez"},
        "client": None,
        "data": {
            "id": "PGR0VU2",
            "type": "incident",
            "self": "https://api.pagerduty.example/incidents/PGR0VU2",
            "html_url": "https://acme.pagerduty.example/incidents/PGR0VU2",
            "number": 2041,
            "status": "resolved",
            "incident_key": "d3640fbd41094207a1c11e58e46b1662",
            "created_at": "2026-03-09T14:20:09Z",
            "title": "Checkout: p95 latency above 4 s",
            "service": {"id": "PF9KMXH", "type": "service_reference", "summary": "Checkout"},
            "assignees": [{"id": "PTUXL6G", "type": "user_reference", "summary": "Ben Okafor"}],
            "priority": {"id": "PSO75BM", "type": "priority_reference", "summary": "P1"},
            "urgency": "high",
            "teams": [{"id": "PFCVPS0", "type": "team_reference", "summary": "Payments"}],
            "resolve_reason": None,
        },
    }
}
OPSGENIE: dict[str, Any] = {
    "action": "Close",
    "integrationId": "37c8f316-17c6-49d7-899b-9c7e540c048d",
    "integrationName": "facilitator",
    "source": {"name": "Ben Okafor", "type": "web"},
    "alert": {
        "alertId": "052652ac-5d1c-464a-812a-7dd18bbfba8c",
        "alias": "checkout-latency",
        "tinyId": "2041",
        "message": "Checkout: p95 latency above 4 s",
        "description": "The pool of connections to orders-db was used up.",
        "entity": "orders-db",
        "tags": ["checkout", "database"],
        "priority": "P1",
        "source": "Prometheus",
        "username": "ben@example.org",
        "createdAt": 1773066009000,
        "updatedAt": 1773072632154,
    },
}
EXAMPLES = (("plain", PLAIN), ("pagerduty", PAGERDUTY), ("opsgenie", OPSGENIE))

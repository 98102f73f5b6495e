"""The password everybody in the demo school logs in with."""

DEMO_PASSWORD = "yanxiu-2026"

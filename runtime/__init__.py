"""Runs compiled bots: see `docs/architecture.md`."""

"""Compiles bots: see `docs/architecture.md`."""

"""Proofs about whole bots: what must never happen to a customer, and the conversation in which it does."""

from flowc.proofs.prove import PROBLEMS, RULES, prove

__all__ = ["PROBLEMS", "RULES", "prove"]

"""What a table leaves open, says twice, or never comes to: exact, with an input that shows it."""

from flowc.proofs.tables.analysis import Analysis, Finding, analyse, analyse_decision, input_of

__all__ = ["Analysis", "Finding", "analyse", "analyse_decision", "input_of"]

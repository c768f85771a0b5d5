"""What a table leaves open, says twice, or never comes to: exact, with an input that shows it."""

from flowc.proofs.tables.analysis import Analysis, Finding, analyse

__all__ = ["Analysis", "Finding", "analyse"]

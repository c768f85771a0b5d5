"""How well messages are understood, measured on files of cases with known answers."""

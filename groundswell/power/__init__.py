"""How strong a community is: measures, the eight readings of a week, and what to do next.

Nouns: measure, reading, window, target, advice. `engine/` is mathematics over columns and knows neither
Django nor a database; `sources/` fills the columns, from the ledger or from another system's archive.
"""

"""How fast we are: one made-up community, measured as its members and visitors meet it.

`python -m bench all` does everything and writes docs/performance.md; bench/README.md says what is measured
and how. Nothing in groundswell/ knows of it.
"""

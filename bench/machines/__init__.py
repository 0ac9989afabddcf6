"""Several machines in one: what `bench/nodes.py` rehearses on, and what it asks of them.

A ground is where they stand, each in a network of its own or all on this one; a cluster is their processes; a
browser is one person in front of it; and trials are what must hold between them.
"""

"""One run of an import, step by step: members, spaces, ids for everything, then posts in batches.

Each step goes through the whole archive and writes what is not here yet, so that a run that was stopped
anywhere is simply started again. What is written in one transaction is small (`pace`).
"""

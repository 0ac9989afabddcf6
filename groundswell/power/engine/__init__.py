"""Measures as pure functions: columns and a window in, a result out. The same input gives the same bits.

Only the worker and the command import what needs numpy (`columns`, `statistics`, `measures`, `readings`);
`catalogue`, `results` and `spans` need none, so that pages can read stored results.
"""

"""Charts as SVG made on the server: strings and numbers in, markup out, with the same data as a table beside.

Colours are the tokens' (static/power/chart.css), so that a chart follows light, dark and high contrast; words
come in as arguments; no Django and no numpy.
"""

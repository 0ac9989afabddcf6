"""What a member writes becomes HTML that is safe to show, stored once and completed at each reading.

Nouns: source (Markdown as written), placeholder (a reference to a person, post or topic that is
resolved for each reader), part, limit, fault. Pure Python: no models, no Django, no network.
"""

"""How a person is drawn without a picture: initials on one of twelve hues that never changes."""

HUES = 12
_SPREAD = 2_654_435_769  # 2^32 over the golden ratio: neighbours in time get hues far apart


def hue(person_id: int) -> int:
    """The the number of the person's hue, 0 to 11."""
    return ((person_id * _SPREAD) % 2**32) * HUES >> 32


def initials(name: str) -> str:
    """The one or two letters for a name: 'Rasa Simkutė' is RS, 'ada' is A."""
    words = [word for word in name.split() if word[0].isalnum()]
    chosen = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper() or "?"


def short_name(name: str) -> str:
    """What one is called in a list: the first word of one's name."""
    return name.split(maxsplit=1)[0] if name.strip() else name

"""security.txt: where somebody who has found a hole may report it, as RFC 9116 has it."""

from datetime import UTC, datetime, time, timedelta

from groundswell.community.queries import the_community
from groundswell.discovery.reach import absolute, findability
from groundswell.kernel import clock

# The RFC wants less than a year. It is counted from today's beginning, so that a day has one text.
_GOOD_FOR = timedelta(days=180)


def security_text() -> str | None:
    """The file, or None where nobody has said whom to tell."""
    contact, community = findability().contact, the_community()
    if not contact or community is None:
        return None
    today = datetime.combine(clock.now().date(), time(), UTC)
    told = {
        "Contact": contact if contact.startswith("https:") else f"mailto:{contact}",
        "Expires": f"{today + _GOOD_FOR:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": community.language,
        "Canonical": absolute("/.well-known/security.txt"),
    }
    return "".join(f"{name}: {value}\n" for name, value in told.items())

"""What others need for the same work, as we measured them in November 2026.

NodeBB 4.11.2 (Node 22, Redis, one process), Misago 0.39.6 (Django 4.2, PostgreSQL, two workers) and Spirit
0.14.3 (Django, PostgreSQL), each with a corpus of the same shape on one machine of two cores; runs differed
by up to 30 %. Source: our notes on peers, 'Speed and weight on one corpus'.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """One page of theirs: what one request costs, and how many they answer in a second."""

    page: str
    nodebb: str
    misago: str
    spirit: str = ""


COLUMNS = (
    "NodeBB: CPU ms / req·s⁻¹ at 8",
    "Misago: p50 ms at 1 / req·s⁻¹ at 8",
    "Spirit: p50 ms / req·s⁻¹",
)
PEERS = (
    Peer("visitor/list", "9.8 / 104", "108 / 12.8"),
    Peer("member/list", "14.2 / 74", "185 / 11.5"),
    Peer("visitor/topic", "13.9 / 74", "148 / 13.5", "32 / 66"),
    Peer("member/topic", "18.2 / 57", "164 / 12.0"),
    Peer("visitor/last", "14.7 / 73", "170 / 10.3"),
)
REPLY = Peer("reply, one after another", "median 26 ms, p99 49", "median 50 ms, p99 72")
WEIGHT = Peer("HTML of the 20-post topic", "201 kB (29 kB gzip)", "145 kB (32 kB gzip)", "51 kB")
MEMORY = Peer(
    "memory",
    "web 275–816 MB, Redis 179 MB",
    "2 × 125 MB web, 2 × 100 MB Celery, Redis, PostgreSQL",
)
QUERIES = Peer("queries a page, member", "up to 468 Redis commands", "9–13 SQL", "7")

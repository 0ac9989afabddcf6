"""PostgreSQL as a server's database: connections that a process's threads share, and short patience.

Each page takes a connection from psycopg's pool and gives it back; one that died with its server is replaced
before anybody works with it, so that a restarted PostgreSQL needs no restart of ours.
"""

from typing import Any

# Seconds. A page waits so long for a connection: a quick restart of PostgreSQL goes unnoticed, and while it
# is away longer people are told so before they give up.
_PATIENCE = 3.0
# After so long the pool stops trying by itself, and whoever asks next makes it try at once.
_TRIES_AGAIN_FOR = 2.0
_IDLE, _LIFE = 5 * 60.0, 60 * 60.0
# A machine that vanishes without a word is given up after so many milliseconds. Sockets pass over this.
_UNHEARD = 10_000


def shared(database: dict[str, Any], most: int) -> dict[str, Any]:
    """The database with at most so many connections a process; with 0 each thread keeps one to itself."""
    options = {"tcp_user_timeout": _UNHEARD, **database.get("OPTIONS", {})}
    # Poolers on the way, such as PgBouncer, hand one session to many: nothing may be left open in it.
    found = {**database, "ENGINE": __name__, "OPTIONS": options, "DISABLE_SERVER_SIDE_CURSORS": True}
    if most:
        found["CONN_MAX_AGE"] = 0  # to close is to give back
        options["pool"] = {
            # None to spare: an upgrade, which must be alone, would take its own for somebody else's.
            "min_size": 0,
            "max_size": most,
            "timeout": _PATIENCE,
            "reconnect_timeout": _TRIES_AGAIN_FOR,
            "max_idle": _IDLE,
            "max_lifetime": _LIFE,
        }
    return found

"""What stands between the network and Django: streams stay on the loop, pages go to its WSGI handler.

Nothing slow ever holds a thread: a request is read whole before it takes one, and an answer is taken whole.
"""

from groundswell.kernel.front.application import Front, Streams
from groundswell.kernel.front.limits import Limits
from groundswell.kernel.front.versions import database_versions
from groundswell.kernel.front.visitors import Visitors

__all__ = ["Front", "Limits", "Streams", "Visitors", "database_versions"]

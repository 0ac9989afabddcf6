"""What stands between the network and Django: streams stay on the loop, pages go to its WSGI handler.

Nothing slow ever holds a thread: a request is read whole before it takes one, and an answer is taken whole.
"""

from groundswell.kernel.front.application import Front, Streams
from groundswell.kernel.front.limits import Limits

__all__ = ["Front", "Limits", "Streams"]

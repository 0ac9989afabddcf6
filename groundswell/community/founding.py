"""What features do in the moment a community is founded: lower floors ask, upper floors register."""

from collections.abc import Callable

from groundswell.kernel.actor import Actor
from groundswell.kernel.registry import Registry

# Each is called once, as SYSTEM, inside the founding's own transaction.
at_founding: Registry[Callable[[Actor], None]] = Registry("what happens at founding")

"""The front's tests share what the kernel's start from."""

from groundswell.kernel.tests.conftest import _own_vocabulary, elsewhere, happened

__all__ = ["_own_vocabulary", "elsewhere", "happened"]

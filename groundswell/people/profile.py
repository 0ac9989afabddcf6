"""What upper floors show on a member's page, without being imported by it."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from groundswell.kernel.http import PageRequest
from groundswell.kernel.registry import Registry
from groundswell.people.models import Member


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a member's page: its heading and its HTML, rendered by the feature that owns it."""

    title: str
    html: Markup


# Each is asked with the request and the member; None leaves nothing.
profile_sections: Registry[Callable[[PageRequest, Member], Section | None]] = Registry("parts of a profile")


def sections(request: PageRequest, member: Member) -> list[Section]:
    """The parts for one reader, in the order in which their features are listed."""
    return [section for show in profile_sections if (section := show(request, member))]

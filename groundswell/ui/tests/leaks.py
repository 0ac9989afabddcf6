"""Routes of the user interface itself: the same for everybody."""

from tests.leaks.features import page

ROUTES = {
    "ui:gallery": page(),
    "ui:theme": page(hue="hue"),
}

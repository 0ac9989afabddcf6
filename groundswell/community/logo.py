"""A logo as we keep it: a small WebP, drawn anew from the upload, so that nothing else in it survives."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from groundswell.kernel.errors import Invalid

MOST_BYTES = 2_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_MOST_PIXELS = 16_000_000
_SIDE = 256


def small_webp(upload: bytes) -> bytes:
    """The upload as a WebP of at most 256 pixels a side; raises Invalid with the reason."""
    if len(upload) > MOST_BYTES:
        raise Invalid(
            _("This picture is larger than 2 MB. A logo of a few hundred pixels is plenty."), "logo"
        )
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(upload), formats=FORMATS) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid(
            _("This file is not a picture that we can read. PNG, JPEG, WebP and GIF work."), "logo"
        ) from None


def _drawn(picture: Image.Image) -> bytes:
    if picture.width * picture.height > _MOST_PIXELS:
        raise Invalid(_("This picture has more than 16 million pixels. Make it smaller first."), "logo")
    upright = ImageOps.exif_transpose(picture.convert("RGBA"))
    upright.thumbnail((_SIDE, _SIDE))
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=90, method=4)
    return out.getvalue()

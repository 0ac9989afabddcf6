"""Uploads that are no pictures, or too much of one, are refused with a sentence and little work."""

import io
import struct
import zlib

import pytest
from PIL import Image

from groundswell.community.logo import MOST_BYTES, small_webp
from groundswell.kernel.errors import Invalid

pytestmark = pytest.mark.once


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(side: int) -> bytes:
    """A PNG that says it is enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def saved(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_of_a_usual_kind_becomes_a_small_webp(kind: str) -> None:
    with Image.open(io.BytesIO(small_webp(saved(kind)))) as logo:
        assert (logo.format, logo.size) == ("WEBP", (256, 171))


def test_a_small_picture_is_not_made_larger() -> None:
    with Image.open(io.BytesIO(small_webp(saved("PNG", (20, 10))))) as logo:
        assert logo.size == (20, 10)


@pytest.mark.parametrize(
    "upload",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a<script>alert(1)</script>",
        saved("PNG")[:60],
        saved("JPEG")[:120],
        saved("BMP"),
        saved("TIFF"),
        bomb(30_000),
    ],
)
def test_what_is_no_picture_is_refused(upload: bytes) -> None:
    with pytest.raises(Invalid, match="not a picture that we can read"):
        small_webp(upload)


def test_too_many_pixels_or_bytes_are_refused() -> None:
    with pytest.raises(Invalid, match="16 million"):
        small_webp(bomb(5_000))
    with pytest.raises(Invalid, match="2 MB"):
        small_webp(b"\0" * (MOST_BYTES + 1))

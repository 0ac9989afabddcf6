"""What the people of the world say: made of words that the interface does not use."""

MESSAGE = "Neighbours who mend toasters, bicycles, coats, habits."
ABOUT = "Kettles, mostly. Two soldering irons, one steady hand."
ELECTRICS = "Everything with a plug or a battery."
SUSPENDED = "Sold miracle glue eleven times."
ASKING = "Bicycles since childhood; Wednesdays suit me."
REASON = "Kindly without insults, Cyrus."
RUDE = "Throw that rusty Pfaff into the river!"

LONG_TITLE = "Grandmother’s Pfaff 130 skips stitches, but only with thick thread and on Thursdays"
RICH_TITLE = "Toaster_with_an_unreasonably_long_model_name_XK4711_mark_II_revised_edition_smells"
NEWS_TITLE = "Repair evening in Kiln Street, kettles welcome"
SECRET_TITLE = "Surprise cake for Noa"
CLOSED_TITLE = "Lost: 13 mm spanner"
HIDDEN_TITLE = "Miracle glue, cheap!!!"
WAITING_TITLE = "Wobbly bicycle wheel, hello"

_SAID = """\
She inherited it in 1961, and it never complained until October. Cotton 40 runs beautifully; anything
thicker skips every fourth stitch, sometimes every third. Needles: fresh, size 90. Tension: between 3 and 5,
tried everything. The timing belt looks fine to these eyes.

Before touching the timing: clean the hook race. A thread end of 2 mm is enough. Photograph everything
first, put screws into an egg box, and oil sparingly with proper sewing machine oil, never with olive oil.

Done! Under the bobbin case lived a **whole** moth. Stitches: better, though still skipping on denim.
*Should* the presser foot feel this loose?

Loose foot, loose stitches. Tighten until it holds paper: https://example.org/pfaff-130/presser-foot

Come by on Saturday, table three; bring thread and that denim. Coffee is on us."""
LINES = [line.replace("\n", " ") for line in _SAID.split("\n\n")]

RICH = """\
Smells of *burnt marmalade*, blinks twice, gives up.

# Tried so far

1. Unplugged it, obviously.
2. Shook it over the sink:
   - crumbs, mostly
   - one Lego knight

> Never shake toasters, said grandfather.

Model plate says `XK-4711/230V~50Hz`, and somebody scratched this into the bottom:

```
R12 = 47k   C3 = 100n   fuse = 2A-slow-blow-replaced-1987-by-Horst-with-something-from-his-drawer
```

| tried | result | opinion of the neighbours | cost |
|---|---|---|---|
| unplugging | nothing | understandable | none |
| incantations | sparks | unprintable | eyebrows |

שלום, גם אצלי הטוסטר מריח מוזר מאוד.

https://example.org/a-very-long-address/without-any-spaces/that-goes-on/and-on/and-on/until-it-overflows?toaster=1
"""


def quoting(post: int) -> str:
    """An answer to the rich post that quotes a line of it and names people."""
    quoted = f"> [נועה לוי](/p/{post}) wrote:\n>\n> one Lego knight"
    return f"{quoted}\n\nKnights conduct poorly. @dan and @noa, fuse first!"

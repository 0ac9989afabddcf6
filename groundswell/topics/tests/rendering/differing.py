"""Examples of CommonMark 0.31.2 that we show otherwise on purpose, by number, each under its first reason."""


def numbers(listed: str) -> frozenset[int]:
    """Read `3 5-7` as 3, 5, 6 and 7."""
    spans = [span.partition("-") for span in listed.split()]
    return frozenset(number for low, _, high in spans for number in range(int(low), int(high or low) + 1))


DIFFERING = {
    "headings start below the page's own two levels": numbers(
        "10 59 62 66-68 71-84 86 89-91 95-96 102-103 115 141 214-215 227-230 232 300 646-647"
    ),
    "HTML is shown as the text it is": numbers(
        "21 31 148-191 201 308-309 344 476-477 491 494 524 536 613-617 623 625-631 642-643"
    ),
    "a picture becomes a link": numbers("475 517 520 531 572-589 591"),
    "code keeps no language class": numbers("24 34 142-144 146"),
    "links lead to the web or to mail only": numbers("596 598-599 601"),
    "addresses in running text become links": numbers("602 608 611-612"),
    "a line break is a line break": numbers(
        "14 25 28 37 46 49 70 87-88 93 104-106 113 138 145 213 216-217 220 222-224 233 238 243 "
        "247 250-251 253-254 285-288 290-293 304 312 334 367 384 394 405 423 432 490 505 543 552 "
        "556 621 648-649"
    ),
}

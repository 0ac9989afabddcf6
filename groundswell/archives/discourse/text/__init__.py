"""Discourse's kind of Markdown, turned into ours.

`blocks` tells prose from code, `tokens` finds Discourse's marks in the prose, `pairs` matches what opens
with what closes, `page` lays out the result, and `translate` decides what becomes of each mark. All work is
proportional to the length of the text, whatever stands in it.
"""

from groundswell.archives.discourse.text.addresses import Directory, Forum
from groundswell.archives.discourse.text.translate import Translated, translate
from groundswell.archives.discourse.text.wording import Wording

__all__ = ["Directory", "Forum", "Translated", "Wording", "translate"]

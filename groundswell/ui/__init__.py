"""The page shell, the components, the tokens and the custom elements that every feature draws with.

Nouns: component (a Jinja macro, one file), token (a CSS custom property), element (a light-DOM custom
element), navigation item (a feature's place in the header), gallery section (a feature's part of /ui/).
"""

"""The home page and the navigation: composes what the features offer, and is imported by nobody."""

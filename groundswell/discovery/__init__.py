"""How others find the community: feeds, sitemap, robots.txt, what pages tell machines, and pictures to share.

Nouns: crawler (a visitor who goes to fewer places), welcome (which crawlers may come), contact.
"""

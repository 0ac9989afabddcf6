"""What is kept, put together and into words for the pages. Nothing is reckoned here."""

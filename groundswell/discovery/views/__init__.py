"""What others fetch: crawlers, readers of feeds, whoever shows a link."""

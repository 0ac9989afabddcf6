"""What is not ours in `static/vendor/`: where it came from, how it was made, and that nobody touched it."""

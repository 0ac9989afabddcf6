"""The pages of topics: fetch what the actor may see, call one action, answer."""

"""The one place that knows every feature: settings, addresses, servers and the `groundswell` command."""

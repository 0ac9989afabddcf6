"""`make messages`: collect what the interface says, and bring the translators' files up to date."""

import subprocess

from tools.environment import PROGRAMS, ROOT

FOLDER = ROOT / "groundswell" / "locale"
TEMPLATE = FOLDER / "django.pot"
EXTRACT = (
    "--mapping=pyproject.toml",
    "--keyword=gettext_lazy",
    "--keyword=ngettext_lazy:1,2",
    "--keyword=pgettext_lazy:1c,2",
    "--keyword=npgettext_lazy:1c,2,3",
    "--add-comments=Translators:",
    "--project=Groundswell",
    "--no-location",
    "--omit-header",
)


def babel(command: str, *arguments: str) -> None:
    subprocess.run([PROGRAMS / "pybabel", "--quiet", command, *arguments], cwd=ROOT, check=True)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    babel("extract", *EXTRACT, f"--output-file={TEMPLATE}", "groundswell")
    print(f"{TEMPLATE.relative_to(ROOT)}: {TEMPLATE.read_text('utf-8').count('msgid ')} sentences")
    if any(FOLDER.glob("*/LC_MESSAGES")):
        places = ("--domain=django", f"--input-file={TEMPLATE}", f"--output-dir={FOLDER}")
        babel("update", *places, "--no-fuzzy-matching")
        babel("compile", "--domain=django", f"--directory={FOLDER}", "--statistics")


if __name__ == "__main__":
    main()

"""What stands in deploy/ fits the code: what is copied and called exists, and nginx and systemd take it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from groundswell.config.command import main
from groundswell.kernel.front import Limits
from tests.plugins.whole import program
from tools.environment import ROOT

pytestmark = pytest.mark.once
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def test_an_image_copies_what_there_is_and_names_no_registry() -> None:
    lines = [line.split() for line in text_of("Containerfile").splitlines() if line]
    copied = [word for line in lines if line[0] == "COPY" for word in line[1:-1]]

    assert copied
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert [line[1] for line in lines if line[0] == "FROM"] == ["${BASE}"]
    assert "." not in text_of("Containerfile").partition("ARG BASE=")[2].split(":")[0]


@pytest.mark.parametrize("path", [DEPLOY / "Containerfile", *UNITS], ids=lambda path: path.name)
def test_every_command_that_is_called_exists_with_its_options(path: Path) -> None:
    called = re.findall(r"-m\W+groundswell\W+([a-z-]+)(.*)", path.read_text("utf-8"))

    assert called
    for name, rest in called:
        told = CliRunner().invoke(main, [name, "--help"])
        assert told.exit_code == 0
        assert [word for word in re.findall(r"--[a-z-]+", rest) if word not in told.output] == []


def test_the_command_of_the_guides_has_the_settings_of_the_service(tmp_path: Path) -> None:
    """From whatever folder, and with a value that has spaces."""
    (tmp_path / "env").write_text(f'GROUNDSWELL_HOME={tmp_path}/var\nGROUNDSWELL_BACKUPS_KEPT="7 4"\n')
    words = text_of("groundswell").replace("/srv/groundswell/app/.venv/bin/python", sys.executable)
    words = words.replace("/etc/groundswell.env", f"{tmp_path}/env").replace(
        "/srv/groundswell/app", str(ROOT)
    )
    (tmp_path / "groundswell").write_text(words.replace("runuser -u groundswell --", "env"))
    own = {name: value for name, value in os.environ.items() if not name.startswith("GROUNDSWELL_")}

    said = subprocess.run(
        ["/bin/sh", str(tmp_path / "groundswell"), "doctor"],
        cwd=tmp_path, env=own, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert said.returncode == 1
    assert "GROUNDSWELL_BACKUPS_KEPT is three whole numbers" in said.stderr


def test_nginx_takes_more_than_a_node_and_lets_go_before_it() -> None:
    """uvicorn closes a connection that was idle for five seconds."""
    words = text_of("nginx.conf")

    assert int(re.findall(r"client_max_body_size (\d+)m", words)[0]) * 2**20 > Limits().largest_body
    assert int(re.findall(r"client_body_timeout (\d+)s", words)[0]) == Limits().patience
    assert int(re.findall(r"keepalive_timeout (\d+)s", words)[0]) < 5
    assert "non_idempotent" not in words


@pytest.mark.needs_program("nginx")
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    words = text_of("nginx.conf")
    for folder in ("/var/log/nginx", "/var/cache/nginx"):
        words = words.replace(folder, str(tmp_path))
    words = re.sub(r"ssl_certificate.*;|listen 443 ssl http2;|listen \[::\].*", "", words)
    (tmp_path / "site.conf").write_text(words)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}"
    )
    command = [program("nginx") or "", "-t", "-e", str(tmp_path / "log"), "-c", str(tmp_path / "nginx.conf")]

    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr


@pytest.mark.needs_program("systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        words = unit.read_text("utf-8").replace(
            "/srv/groundswell/app/.venv/bin/python", shutil.which("sh") or ""
        )
        (tmp_path / unit.name).write_text(words)
    command = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]

    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (said.returncode, said.stdout + said.stderr) == (0, "")

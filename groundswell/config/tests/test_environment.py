"""What an operator sets is taken, or told to be wrong, all of it at once and in sentences."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from environs import Env, EnvError

from groundswell.config.environment import Operator, read
from groundswell.kernel.front import Limits
from groundswell.kernel.postgresql import shared
from tools.environment import ROOT

pytestmark = pytest.mark.once
NO_DATABASE = (
    "GROUNDSWELL_DATABASE_URL is sqlite:////folder/file or postgresql://user:password@host/name;"
    " what stands there is neither."
)
KEY = "a key that is as long as a key has to be, at least"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment that says nothing but where its home is."""
    for name in [name for name in os.environ if name.startswith("GROUNDSWELL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GROUNDSWELL_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def told(**given: str) -> Operator:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(f"GROUNDSWELL_{name}", value)
        return read(Env())


def mistakes(**given: str) -> list[str]:
    with pytest.raises(EnvError) as wrong:
        told(**given)
    return str(wrong.value).splitlines()


def test_nothing_need_be_set(home: Path) -> None:
    found = told()

    assert (found.home, found.origin, found.debug, found.trusted_proxies) == (
        home,
        "http://localhost:8000",
        False,
        0,
    )
    assert found.hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert found.database["ENGINE"] == "django.db.backends.sqlite3"
    assert found.database["NAME"] == str(home / "groundswell.sqlite3")
    assert len(found.secret_key) >= 40


@pytest.mark.usefixtures("home")
def test_what_is_set_to_nothing_is_not_set() -> None:
    names = ["ORIGIN", "DATABASE_URL", "SECRET_KEY", "DEBUG", "TRUSTED_PROXIES"]

    assert told(**dict.fromkeys(names, "")) == told()


@pytest.mark.usefixtures("home")
def test_every_mistake_is_told_at_once() -> None:
    found = mistakes(
        ORIGIN="example.org",
        DATABASE_URL="mysql://me:hush@db/x",
        SECRET_KEY="short",
        DEBUG="maybe",
        TRUSTED_PROXIES="-1",
    )

    assert found == [
        "GROUNDSWELL_ORIGIN is an address such as https://example.org, not 'example.org'.",
        NO_DATABASE,
        "GROUNDSWELL_TRUSTED_PROXIES is a whole number such as 0 or 1, not '-1'.",
        "GROUNDSWELL_DEBUG is yes or no, not 'maybe'.",
        "GROUNDSWELL_SECRET_KEY needs 40 characters or more.",
    ]


def test_a_mistake_ends_the_command_without_a_traceback(home: Path) -> None:
    wrong = {**os.environ, "GROUNDSWELL_DATABASE_URL": "mysql://me:hush@db/x", "GROUNDSWELL_DEBUG": "maybe"}
    command = [sys.executable, "-c", "import groundswell.config.environment"]

    ended = subprocess.run(command, cwd=ROOT, env=wrong, capture_output=True, text=True, check=False)  # noqa: S603 - our own

    assert ended.returncode == 1
    assert ended.stderr.startswith("Groundswell cannot start with these settings:\nGROUNDSWELL_DATABASE_URL")
    assert len(ended.stderr.splitlines()) == 3
    assert "hush" not in ended.stderr


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("given", "origin", "hosts"),
    [
        ("https://example.org/", "https://example.org", ["example.org"]),
        (" HTTPS://Example.ORG ", "https://example.org", ["example.org"]),
        ("https://example.org:443", "https://example.org", ["example.org"]),
        ("http://example.org:443", "http://example.org:443", ["example.org"]),
        ("http://[2001:db8::1]:8000", "http://[2001:db8::1]:8000", ["[2001:db8::1]"]),
        ("http://192.0.2.7:8000", "http://192.0.2.7:8000", ["192.0.2.7"]),
        ("https://localhost", "https://localhost", ["localhost", "127.0.0.1", "[::1]"]),
    ],
)
def test_an_origin_is_written_as_browsers_say_it(given: str, origin: str, hosts: list[str]) -> None:
    found = told(ORIGIN=given)

    assert (found.origin, found.hosts) == (origin, hosts)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "origin",
    [
        "localhost:8000",
        "ftp://example.org",
        "https://",
        "https://example.org/forum",
        "https://example.org?x=1",
        "https://example.org#x",
        "https://me:hush@example.org",
        "https://example.org:99999",
        "https://[::1",
        "https://münchen.example",
        "*",
        "https://*.example.org",
    ],
)
def test_what_is_no_origin_is_refused(origin: str) -> None:
    assert len(mistakes(ORIGIN=origin)) == 1


@pytest.mark.usefixtures("home")
def test_postgresql_is_asked_for_in_the_usual_way() -> None:
    found = told(DATABASE_URL="postgres://me:p%40ss@db.example:5433/forum?sslmode=require").database

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "me",
        "p@ss",
        "db.example",
        5433,
        "forum",
    )
    assert found["OPTIONS"] == {
        "sslmode": "require",
        "connect_timeout": 5,
        "application_name": "groundswell",
    }
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (600, True)


@pytest.mark.usefixtures("home")
def test_a_process_shares_a_few_connections_unless_told_otherwise() -> None:
    number = "DATABASE_CONNECTIONS"

    assert (told().database_connections, told(**{number: "0"}).database_connections) == (8, 0)
    assert mistakes(**{number: "many"}) == [
        "GROUNDSWELL_DATABASE_CONNECTIONS is a whole number such as 0 or 1, not 'many'."
    ]


@pytest.mark.usefixtures("home")
def test_every_thread_that_asks_the_database_finds_a_connection() -> None:
    """Those of the streams keep theirs: fewer connections than threads, and pages would wait for ever."""
    threads_of_streams = 3

    assert told().database_connections > Limits().threads + threads_of_streams


@pytest.mark.usefixtures("home")
def test_a_shared_connection_is_given_back_after_each_page() -> None:
    found = told(DATABASE_URL="postgres://me@db.example/forum?connect_timeout=9")

    pooled = shared(found.database, 5)

    assert (pooled["CONN_MAX_AGE"], pooled["CONN_HEALTH_CHECKS"]) == (0, True)
    pool = pooled["OPTIONS"].pop("pool")
    assert (pool["min_size"], pool["max_size"]) == (0, 5)
    own = {"application_name": "groundswell", "tcp_user_timeout": 10_000}
    assert pooled["OPTIONS"] == {"connect_timeout": 9} | own
    assert pooled["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert pooled["ENGINE"] == shared(found.database, 0)["ENGINE"] == "groundswell.kernel.postgresql"
    assert "pool" not in shared(found.database, 0)["OPTIONS"]
    assert shared(found.database, 0)["CONN_MAX_AGE"] == 600
    assert "pool" not in found.database["OPTIONS"]


@pytest.mark.usefixtures("home")
def test_postgresql_may_listen_on_a_socket() -> None:
    found = told(DATABASE_URL="postgresql://me@%2Frun%2Fpostgresql/forum").database

    assert (found["HOST"], found["NAME"]) == ("/run/postgresql", "forum")


@pytest.mark.parametrize("folder", ["with space", "100%", "a?b", "a#b", "å", "%20"])
def test_a_home_may_have_any_name(home: Path, folder: str) -> None:
    found = told(HOME=str(home / folder))

    assert found.database["NAME"] == str(home / folder / "groundswell.sqlite3")


@pytest.mark.usefixtures("home")
def test_a_file_named_from_here_is_the_same_file_from_everywhere() -> None:
    assert told(DATABASE_URL="sqlite:///forum.sqlite3").database["NAME"] == str(
        Path("forum.sqlite3").absolute()
    )


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    "url",
    [
        "x",
        "sqlite://",
        "sqlite://:memory:",
        "sqlite:///:memory:",
        "postgres://",
        "postgres:///",
        "postgres://db:port/x",
        "postgresql://[::1/x",
        "mysql://a/b",
        "/var/db.sqlite3",
    ],
)
def test_what_is_no_database_is_refused(url: str) -> None:
    assert len(mistakes(DATABASE_URL=url)) == 1


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("word", "debug"),
    [("1", True), ("Yes", True), (" on ", True), ("0", False), ("FALSE", False), ("no", False)],
)
def test_a_switch_is_yes_or_no(word: str, *, debug: bool) -> None:
    assert told(DEBUG=word).debug is debug


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("number", ["many", "1.5", "-1", "²", "0x1"])
def test_proxies_are_counted(number: str) -> None:
    assert told(TRUSTED_PROXIES=" 2 ").trusted_proxies == 2
    assert len(mistakes(TRUSTED_PROXIES=number)) == 1


def test_a_key_is_made_once_and_for_its_owner_alone(home: Path) -> None:
    first, second = told().secret_key, told().secret_key

    assert first == second == (home / "secret-key").read_text()
    assert (home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in home.iterdir()] == ["secret-key"]


def test_a_key_that_is_given_is_not_written_down(home: Path) -> None:
    assert told(SECRET_KEY=KEY).secret_key == KEY
    assert list(home.iterdir()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("home")
def test_of_many_that_start_at_once_all_have_the_same_key(tmp_path: Path) -> None:
    from groundswell.config.environment import _kept_key  # noqa: PLC0415 - the part that is in question

    for number in range(50):
        place = tmp_path / f"{number}"
        place.mkdir()
        with ThreadPoolExecutor(8) as threads:
            keys = set(threads.map(_kept_key, [place / "secret-key"] * 8))
        assert len(keys) == 1
        assert len(keys.pop()) >= 40


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff" * 80])
def test_a_key_file_that_holds_no_key_is_refused(home: Path, content: bytes) -> None:
    home.mkdir()
    (home / "secret-key").write_bytes(content)

    assert len(mistakes()) == 1


def test_a_home_that_is_no_folder_is_refused_in_one_sentence(home: Path) -> None:
    home.write_text("a file")

    (sentence,) = mistakes()

    assert sentence.startswith(f"GROUNDSWELL_HOME must be a folder that can be written to; {home} is not")

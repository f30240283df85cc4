"""A program knows its servers from the environment, else from the machine that runs here."""

import os
from pathlib import Path

import pytest

from runtime.errors import NoIssuer, NothingRunning, SettingRefused
from runtime.settings import Given, MailServer, Settings
from runtime.stack import Stack

ADDRESSES = ("DATABASE_URL", "TEMPORAL_ADDRESS", "SMTP_URL", "OIDC_ISSUER", "API_URL")


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names no server, and a data folder of the test's own."""
    for name in ADDRESSES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AUDITLOOP_DATA", str(tmp_path))


def a_stack(pid: int) -> Stack:
    return Stack(
        pid=pid,
        database_url="postgresql+psycopg://here/audits",
        temporal_address="here:7233",
        smtp_url="smtp://here:2525",
        oidc_issuer="http://127.0.0.1:8500",
        api_url="http://127.0.0.1:8400",
    )


def test_with_nothing_running_and_nothing_given_it_says_what_to_do() -> None:
    with pytest.raises(NothingRunning, match="`make run`, or set DATABASE_URL and SMTP_URL and TEMPORAL_ADDRESS"):
        Settings.read()


def test_the_note_of_the_running_machine_fills_what_is_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_stack(os.getpid()).write(tmp_path)
    monkeypatch.setenv("TEMPORAL_ADDRESS", "there:7233")

    settings = Settings.read()

    assert settings.temporal_address == "there:7233"
    assert settings.database_url == "postgresql+psycopg://here/audits"


def test_where_people_sign_in_is_found_with_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_stack(os.getpid()).write(tmp_path)
    found = Settings.read()
    monkeypatch.setenv("OIDC_ISSUER", "https://council.invalid/sign-in")

    given = Settings.read()

    assert (found.issuer, found.api_url) == ("http://127.0.0.1:8500", "http://127.0.0.1:8400")
    assert given.issuer == "https://council.invalid/sign-in"


def test_nobody_signs_in_to_a_database_elsewhere_at_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_stack(os.getpid()).write(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql://there/audits")

    settings = Settings.read()

    assert (settings.database_url, settings.temporal_address) == ("postgresql+psycopg://there/audits", "here:7233")
    assert settings.api_url is None
    with pytest.raises(NoIssuer, match="set OIDC_ISSUER"):
        assert settings.issuer


def test_the_note_of_a_machine_that_is_gone_counts_for_nothing(tmp_path: Path) -> None:
    gone = 2**22 + 1  # beyond the largest process id
    a_stack(gone).write(tmp_path)

    with pytest.raises(NothingRunning):
        Settings.read()


@pytest.mark.parametrize(
    ("name", "value", "shape"),
    [
        ("DATABASE_URL", "mysql://ann:s3cret@there/audits", "postgresql://"),
        ("DATABASE_URL", "postgresql://ann:s3cret@there:port/audits", "postgresql://"),
        ("TEMPORAL_ADDRESS", "there", "host:port"),
        ("TEMPORAL_ADDRESS", "http://there:7233", "host:port"),
        ("TEMPORAL_ADDRESS", "there:99999", "host:port"),
        ("SMTP_URL", "smtp://ann:s3cret@there:port", "smtp://host:port"),
        ("OIDC_ISSUER", "http://council.invalid/sign-in", "https://host/path"),
        ("OIDC_ISSUER", "http://127.0.0.1.council.invalid", "https://host/path"),
        ("OIDC_ISSUER", "http://127.0.0.1@council.invalid", "https://host/path"),
        ("OIDC_ISSUER", "https://ann:s3cret@council.invalid", "https://host/path"),
        ("OIDC_ISSUER", "https://council.invalid/?tenant=s3cret", "https://host/path"),
        ("OIDC_ISSUER", "council.invalid", "https://host/path"),
        ("API_LISTEN", "8400", "host:port"),
        ("API_LISTEN", "here:99999", "host:port"),
        ("WORKER_HEALTH", "9500", "host:port"),
        ("WORKER_METRICS", "here", "host:port"),
        ("API_URL", "ftp://here", "https://host/path"),
    ],
)
def test_an_address_that_cannot_work_is_refused_with_its_right_shape(
    name: str, value: str, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingRefused, match=f"{name} must look like .*{shape}") as refused:
        Settings.read()

    assert "s3cret" not in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("url", ["https://council.invalid/v2.0/", "http://127.0.0.1:8500", "http://[::1]:8500"])
def test_an_issuer_is_kept_letter_by_letter(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_ISSUER", url)

    assert Given.read().issuer == url


def test_passwords_are_not_part_of_what_is_printed() -> None:
    settings = Settings(
        database_url="postgres://ann:s3cret@there/audits",
        temporal_address="there:7233",
        smtp_url="smtp://ann:s3cret%21@there:587",
    )

    assert settings.mail_server == MailServer(host="there", port=587, user="ann", password="s3cret!")
    assert settings.database_url == "postgresql+psycopg://ann:s3cret@there/audits"
    assert "s3cret" not in repr(settings) + repr(settings.mail_server)


def test_a_password_may_lie_in_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "password").write_text("s3:cr@t/!\n")
    monkeypatch.setenv("DATABASE_URL", "postgresql://ann@there:5432/audits?sslmode=require")
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("SMTP_URL", "smtp://ann@there:587")
    monkeypatch.setenv("SMTP_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("TEMPORAL_ADDRESS", "there:7233")

    settings = Settings.read()

    assert settings.database_url == "postgresql+psycopg://ann:s3%3Acr%40t%2F%21@there:5432/audits?sslmode=require"
    assert settings.mail_server.password == "s3:cr@t/!"
    assert "cr@t" not in repr(settings)


def test_an_empty_file_goes_with_a_mail_server_that_asks_for_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "password").touch()
    monkeypatch.setenv("SMTP_URL", "smtp://there:25")
    monkeypatch.setenv("SMTP_PASSWORD_FILE", str(tmp_path / "password"))

    assert Given.read().smtp_url == "smtp://there:25"


@pytest.mark.parametrize(
    ("url", "content", "said"),
    [
        (None, "s3cret", "goes with a DATABASE_URL that names a user and no password"),
        ("postgresql://there/audits", "s3cret", "names a user"),
        ("postgresql://ann:s3cret@there/audits", "s3cret", "no password"),
        ("postgresql://ann@there/audits", " \n", "is empty"),
        ("postgresql://ann@there/audits", None, r"cannot be read \(No such file or directory\)"),
    ],
)
def test_a_file_that_cannot_be_the_password_is_refused(
    url: str | None, content: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if url:
        monkeypatch.setenv("DATABASE_URL", url)
    if content is not None:
        (tmp_path / "password").write_text(content)
    monkeypatch.setenv("DATABASE_PASSWORD_FILE", str(tmp_path / "password"))

    with pytest.raises(SettingRefused, match=f"DATABASE_PASSWORD_FILE.*{said}") as refused:
        Settings.read()

    assert "s3cret" not in str(refused.value)


def test_the_token_of_the_metrics_may_lie_in_a_file_and_is_long_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("s3cret of sixteen letters\n")
    monkeypatch.setenv("METRICS_TOKEN_FILE", str(tmp_path / "token"))

    given = Given.read()
    (tmp_path / "token").write_text("s3cret\n")

    assert given.metrics_token == "s3cret of sixteen letters"
    assert "s3cret" not in repr(given)
    with pytest.raises(SettingRefused, match=r"METRICS_TOKEN_FILE: .* less than 16 characters"):
        Given.read()
    monkeypatch.delenv("METRICS_TOKEN_FILE")
    monkeypatch.setenv("METRICS_TOKEN", "s3cret")
    with pytest.raises(SettingRefused, match=r"METRICS_TOKEN: .* 16 characters") as refused:
        Given.read()
    assert "s3cret" not in str(refused.value)

"""A program is signed where there is a certificate, here one that nobody trusts."""

import shutil
import subprocess
from pathlib import Path

import pytest

from installers.windows import build
from tests.windows.hosted import told

SUBJECT = "/CN=Nobody at all"
PASSWORD = "sésame"


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    key, public, both = (tmp_path / name for name in ("key.pem", "public.pem", "both.p12"))
    use = ("-addext", "extendedKeyUsage=codeSigning")
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", SUBJECT, *use,
        "-keyout", str(key), "-out", str(public))  # fmt: skip
    run("openssl", "pkcs12", "-export", "-inkey", str(key), "-in", str(public), "-out", str(both),
        "-passout", f"pass:{PASSWORD}")  # fmt: skip
    return both


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return Path(shutil.copy(Path(told("UNSIT_WINE_BUILD")) / "unsit" / "unsit.exe", tmp_path))


def test_without_a_certificate_a_program_stays_as_it_is(program: Path) -> None:
    before = program.read_bytes()
    build.sign(program)
    assert program.read_bytes() == before


def test_with_one_it_is_signed_by_its_owner(
    program: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNSIT_SIGN_WITH", str(certificate))
    monkeypatch.setenv("UNSIT_SIGN_PASSWORD", PASSWORD)
    build.sign(program)
    public = certificate.with_name("public.pem")
    verified = run("osslsigncode", "verify", "-CAfile", str(public), "-in", str(program))
    assert "Nobody at all" in verified
    assert "Signature verification: ok" in verified

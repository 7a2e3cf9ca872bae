"""Authenticode signatures: those of others are verified at each build, ours are made with a key."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from builder.places import PACKAGING
from builder.product import product
from builder.running import CannotBuild, needs, run, steady
from builder.setup_exe.carrier import NAMES
from builder.setup_exe.imports import program_files
from builder.setup_exe.tree import INTERNAL

ROOT_CERTIFICATE = PACKAGING / "windows" / "root.pem"
"""DigiCert Trusted Root G4, which the signers' certificates and their time stamps lead to.

Its SHA-256, as its owner publishes it, begins with 552F7BDC and ends with 0AC89988.
"""
CPYTHON = "Python Software Foundation"
QT = "The QT Company Oy"

_KEY, _PASSWORD, _CLOCK = (
    f"WINDOWS_SIGNING_{one}" for one in ("KEY", "PASSWORD_FILE", "TIMESTAMP_URL")
)
_SIGNER = re.compile(r"Signer's certificate:.*?Subject\s*:\s*(?P<subject>[^\n]*)", re.DOTALL)
_VERIFIED = re.compile(r"^Signature verification: ok$.*^Succeeded$", re.DOTALL | re.MULTILINE)


def verify(tree: Path) -> None:
    """Proves who made CPython's binaries and Qt's; other libraries are known by their wheels' hash.

    Raises CannotBuild at the first file that is not signed, not whole, or signed by another.
    """
    internal = tree / INTERNAL
    for name in NAMES:
        verify_file(internal / name, CPYTHON)
    of_qt = [*program_files(internal / "PySide6"), *program_files(internal / "shiboken6")]
    runtime = [*internal.glob("msvcp140*.dll"), *internal.glob("vcruntime140*.dll")]
    for path in (*of_qt, *sorted(runtime)):
        verify_file(path, QT)
    print(f"  signatures verified: {len(NAMES)} of {CPYTHON}, {len(of_qt) + len(runtime)} of {QT}")


def verify_file(path: Path, signer: str) -> None:
    """Raises CannotBuild unless `signer` has signed the file, with a certificate below the root."""
    words = ("verify", "-in", path, "-CAfile", ROOT_CERTIFICATE, "-TSA-CAfile", ROOT_CERTIFICATE)
    # lists of revoked certificates are at their issuers; a build must not ask the network
    done = subprocess.run(
        ["osslsigncode", *map(str, words), "-ignore-crl"],
        env=steady(),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    subject = _SIGNER.search(done.stdout)
    if done.returncode != 0 or subject is None or not _VERIFIED.search(done.stdout):
        raise CannotBuild(f"{path.name} has no signature that can be verified; take no file of it")
    if signer not in re.findall(r"/O=([^/]*)", subject["subject"]):
        raise CannotBuild(f"{path.name} is signed by {subject['subject']}, not by {signer}")


def has_key() -> bool:
    """Whether a key to sign with is there: WINDOWS_SIGNING_KEY names a PKCS #12 file."""
    return bool(os.environ.get(_KEY))


def sign(files: list[Path]) -> None:
    """Signs files in place with the key, if there is one.

    WINDOWS_SIGNING_PASSWORD_FILE holds its password; WINDOWS_SIGNING_TIMESTAMP_URL is asked for
    the time, without which a signature ends with its certificate.
    """
    if not has_key():
        return
    needs(osslsigncode="osslsigncode")
    for path in files:
        draft = path.with_name(f"{path.name}.signed")
        draft.unlink(missing_ok=True)
        run("osslsigncode", "sign", *_how(), "-n", product().title, "-in", path, "-out", draft)
        draft.replace(path)


def _how() -> list[str]:
    words = ["-pkcs12", os.environ[_KEY], "-h", "sha256"]
    if password := os.environ.get(_PASSWORD):
        words += ["-readpass", password]
    if clock := os.environ.get(_CLOCK):
        words += ["-ts", clock]
    return words


if __name__ == "__main__":
    import sys

    sign([Path(one) for one in sys.argv[1:]])

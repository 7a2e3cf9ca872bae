"""What other programs rely on: names, exit codes, and the keys of the JSON."""

from __future__ import annotations

import pytest

from annotator import __version__

COMMANDS = (
    *("open", "new", "import", "suggest", "export"),
    *("stats", "report", "check", "formats", "evaluate", "starter"),
)


def test_the_version_is_printed(cli):
    result = cli("--version")

    assert (result.code, result.out) == (0, f"annotator {__version__}\n")


def test_the_help_names_every_command(cli):
    result = cli("--help")

    assert result.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(cli, command: str):
    result = cli(command, "--help")

    assert result.code == 0
    assert result.out.startswith(f"Usage: annotator {command} ")


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("stats",),
        ("stats", "x.annotator", "--jsno"),
        ("import", "x.annotator"),
        ("export", "x.annotator", "out.jsonl", "--status", "unknown"),
        ("suggest", "x.annotator", "--workers", "0"),
        ("suggest", "x.annotator", "--workers", "many"),
        ("--bogus",),
    ],
)
def test_wrong_usage_ends_with_two(cli, words: tuple[str, ...]):
    result = cli(*words)

    assert result.code == 2
    assert result.out == ""
    assert "Usage: annotator" in result.err

"""What desktops, software centres and man are told, made from one definition."""

from __future__ import annotations

import configparser
import re
import shutil
import sqlite3
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import typer.main
from builder import desktop_files
from builder.changes import changes, debian_changelog
from builder.compression import compression
from builder.deb import debian_copyright
from builder.manual import manual
from builder.places import ROOT
from builder.product import product
from builder.running import CannotBuild
from builder.templates import filled

from annotator.__main__ import Window
from annotator.cli import app as terminal

MIME = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture
def entry() -> configparser.SectionProxy:
    reader = configparser.ConfigParser(interpolation=None)
    reader.optionxform = str  # type: ignore[assignment,method-assign]
    reader.read_string(desktop_files.desktop_entry(product()))
    return reader["Desktop Entry"]


def test_the_menu_entry_opens_project_files(entry):
    assert entry["Exec"] == "annotator %f"
    assert entry["MimeType"] == product().project_file.mime_type + ";"
    assert entry["Icon"] == product().id


def test_the_window_belongs_to_the_menu_entry(entry):
    source = (ROOT / "annotator" / "ui" / "application.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{product().id}")' in source
    assert f'setApplicationName("{entry["StartupWMClass"]}")' in source


@needs("desktop-file-validate")
def test_the_menu_entry_is_valid(tmp_path):
    path = tmp_path / f"{product().id}.desktop"
    path.write_text(desktop_files.desktop_entry(product()), encoding="utf-8")
    done = subprocess.run(
        ["desktop-file-validate", path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_a_project_is_known_by_its_name_and_by_what_is_in_it(tmp_path):
    path = tmp_path / "any"
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {product().project_file.application_id}")
        connection.execute("CREATE TABLE one (two)")
    connection.close()
    head = path.read_bytes()[:100]

    told = ET.fromstring(desktop_files.mime_type(product())).find("mime:mime-type", MIME)

    assert told.find("mime:glob", MIME).get("pattern") == "*.annotator"
    outer = told.find("mime:magic/mime:match", MIME)
    inner = outer.find("mime:match", MIME)
    assert head.startswith(outer.get("value").encode())
    assert int(inner.get("value"), 16).to_bytes(4, "big") == head[int(inner.get("offset")) :][:4]


@needs("update-mime-database")
def test_the_database_of_file_types_takes_both_ways_to_know_a_project(tmp_path):
    packages = tmp_path / "mime" / "packages"
    packages.mkdir(parents=True)
    (packages / "ours.xml").write_text(desktop_files.mime_type(product()), encoding="utf-8")
    subprocess.run(["update-mime-database", tmp_path / "mime"], check=True, capture_output=True)
    magic = (tmp_path / "mime" / "magic").read_bytes()
    assert product().project_file.application_id.to_bytes(4, "big") in magic
    globs = (tmp_path / "mime" / "globs2").read_text(encoding="utf-8")
    assert f"{product().project_file.mime_type}:*.annotator" in globs


def test_the_metainfo_names_the_menu_entry_and_the_version():
    root = ET.fromstring(desktop_files.metainfo(product()))
    assert root.findtext("launchable") == f"{product().id}.desktop"
    assert root.find("releases/release").get("version") == product().version
    assert root.find("releases/release").get("type") == "stable"


def test_a_version_to_try_out_says_so():
    root = ET.fromstring(desktop_files.metainfo(replace(product(), version="0.2.0rc1")))
    release = root.find("releases/release")
    assert (release.get("version"), release.get("type")) == ("0.2.0~rc1", "development")


def test_special_characters_of_the_product_are_written_as_text():
    odd = replace(product(), publisher="R & D <News>", description=("a < b",))
    root = ET.fromstring(desktop_files.metainfo(odd))
    assert root.findtext("developer/name") == "R & D <News>"
    assert root.findtext("description/p") == "a < b"


@needs("appstreamcli")
def test_the_metainfo_is_valid(tmp_path):
    path = tmp_path / f"{product().id}.metainfo.xml"
    path.write_text(desktop_files.metainfo(product()), encoding="utf-8")
    words = ["appstreamcli", "validate", "--no-net", path]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_manual_has_every_command_and_option_of_the_terminal():
    page = manual(product()).replace("\\-", "-")
    group = typer.main.get_command(terminal._app(Window()))
    assert set(re.findall(r'^\.SS "(\S+)', page, re.MULTILINE)) == set(group.commands)
    for name, command in group.commands.items():
        begin = page.index(f'.SS "{name} ')
        section = page[begin : page.find(".SS", begin + 1)]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert re.search(rf"^\.B {option}\b", section, re.MULTILINE), (name, option)


@needs("mandoc")
def test_mandoc_has_nothing_against_the_manual(tmp_path):
    path = tmp_path / "annotator.1"
    path.write_text(manual(product()), encoding="utf-8")
    words = ["mandoc", "-T", "lint", "-W", "warning", path]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout == ""


@needs("man")
def test_man_has_nothing_against_the_manual(tmp_path):
    path = tmp_path / "annotator.1"
    path.write_text(manual(product()), encoding="utf-8")
    words = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", path]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "Show what the program" in done.stdout


def test_the_change_log_is_made_from_the_fragments(tmp_path):
    folder = tmp_path / "docs" / "changes"
    folder.mkdir(parents=True)
    for name, line in {
        "10.fixed.md": "Right again.",
        "9.added.md": "Nine.",
        "10.added.md": "Ten.",
        "README.md": "Not this.",
    }.items():
        (folder / name).write_text(line + "\n", encoding="utf-8")

    assert changes("0.1.0", tmp_path) == ["Nine.", "Ten.", "Right again."]
    early = replace(product(), version="0.2.0rc1")
    assert debian_changelog(early, tmp_path).startswith("annotator (0.2.0~rc1) unstable;")


def test_after_a_release_the_change_log_is_made_from_its_section(tmp_path):
    log = "## 0.2.0 - 2026\n\n### Added\n\n- One\n  and on.\n- Two.\n\n## 0.1.0\n\n- Old.\n"
    (tmp_path / "CHANGELOG.md").write_text(log, encoding="utf-8")
    assert changes("0.2.0", tmp_path) == ["One and on.", "Two."]
    assert changes("0.1.0", tmp_path) == ["Old."]
    assert changes("0.2", tmp_path) == []


def test_the_copyright_file_has_the_terms_of_the_licence():
    text = debian_copyright()
    terms = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2]
    assert " ".join(terms.split()) in " ".join(text.replace("\n .\n", "\n").split())
    assert "@" not in text.replace(product().contact, "")


def test_a_template_wants_exactly_the_words_that_are_in_it():
    with pytest.raises(ValueError, match="do not agree about: glibc"):
        filled("README.txt", name="a", title="b", version="c")


def test_packages_are_pressed_as_the_environment_asks(monkeypatch):
    monkeypatch.delenv("PACKAGE_COMPRESSION", raising=False)
    small = compression()
    monkeypatch.setenv("PACKAGE_COMPRESSION", "fast")
    assert (compression().xz, compression().zstd) < (small.xz, small.zstd)
    monkeypatch.setenv("PACKAGE_COMPRESSION", "harder")
    with pytest.raises(CannotBuild, match="it can be small or fast"):
        compression()

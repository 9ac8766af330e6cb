"""Fonts, Pango and Chromium: found wherever they came from, and only what is missing is asked for."""

import os
import shutil
from pathlib import Path

import pytest

from operation.config import system_packages


@pytest.fixture(autouse=True)
def forget() -> None:
    system_packages.font_files.cache_clear()


def fonts(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()


def test_fonts_are_found_in_any_usual_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages, "FONT_FOLDERS", (str(tmp_path / "a"), str(tmp_path / "b")))
    scripts = ("", "Khmer", "Lao", "Myanmar", "Thai")
    fonts(tmp_path / "a" / "truetype", *(f"NotoSans{script}-Regular.ttf" for script in scripts))
    fonts(tmp_path / "b", "NotoSansCJK-Regular.ttc")
    assert system_packages.missing(("fonts-noto-core", "fonts-noto-cjk")) == []


@pytest.mark.parametrize("script", ["", "Khmer", "Lao", "Myanmar", "Thai"])
def test_one_missing_script_is_enough_to_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    monkeypatch.setattr(system_packages, "FONT_FOLDERS", (str(tmp_path),))
    there = {"", "Khmer", "Lao", "Myanmar", "Thai"} - {script}
    fonts(tmp_path, *(f"NotoSans{name}-Regular.ttf" for name in there))
    assert system_packages.missing(("fonts-noto-core", "fonts-noto-cjk")) == ["fonts-noto-core", "fonts-noto-cjk"]


def test_a_library_is_there_when_the_linker_finds_it() -> None:
    assert system_packages.library("libc.so.6")
    assert not system_packages.library("libno-such-thing.so.0")


@pytest.mark.parametrize("name", system_packages.BROWSERS)
def test_any_of_the_browsers_will_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: program if program == name else None)
    assert system_packages.missing(("chromium",)) == []


def test_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    assert system_packages.missing(("chromium",)) == ["chromium"]


def test_only_root_with_apt_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    for euid, apt, may in ((0, "/usr/bin/apt-get", True), (0, None, False), (1000, "/usr/bin/apt-get", False)):
        monkeypatch.setattr(os, "geteuid", lambda euid=euid: euid)
        monkeypatch.setattr(shutil, "which", lambda _program, apt=apt: apt)
        assert system_packages.may_install() is may


def test_package_lists_are_fetched_only_when_the_first_attempt_failed() -> None:
    first, second = system_packages.commands(["fonts-noto-cjk"])
    assert first[:2] == ["apt-get", "install"]
    assert "update" not in " ".join(first)
    assert "apt-get update" in " ".join(second)
    assert second[-1] == first[-1] == "fonts-noto-cjk"


def test_apt_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_packages.environment()["DEBIAN_FRONTEND"] == "noninteractive"
    assert all("--yes" in command for command in system_packages.commands(["x"]))


def test_every_package_says_how_it_is_found() -> None:
    assert set(system_packages.RUNTIME + system_packages.BROWSER) == set(system_packages.PRESENT)

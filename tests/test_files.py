"""Reading and writing on disk: whole or not at all, nothing outside the folder, one clear error for what goes wrong."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import argmap as am
from argmap import disk, files
from argmap.formats import native
from tests.strategies import full_map


def pier() -> am.ArgumentMap:
    m = am.ArgumentMap("The pier")
    m.add_claim("Build it.", id="build")
    return m


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# -- formats by name and suffix ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["m.argmap.json", "m.xlsx", "M.ArgMap.JSON", "folder", "deep/er/m.xlsx", "deep/er/folder"]
)
def test_written_and_read(name: str, tmp_path: Path) -> None:
    am.write(full_map(), tmp_path / name)
    assert am.read(tmp_path / name) == full_map()
    assert am.read(str(tmp_path / name)) == full_map()


def test_a_format_by_name(tmp_path: Path) -> None:
    am.write(pier(), tmp_path / "m.txt", format="native")
    assert am.read(tmp_path / "m.txt", format="native") == pier()
    am.write(pier(), tmp_path / "pier.v2", format="tables")
    assert am.read(tmp_path / "pier.v2") == pier()


def test_an_existing_folder_takes_tables_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "pier.2018").mkdir()
    am.write(pier(), tmp_path / "pier.2018")
    assert am.read(tmp_path / "pier.2018") == pier()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda path: am.read(path / "folder", format="native"), "folder is a folder; native reads a file"),
        (lambda path: am.read(path / "m.argmap.json", format="tables"), "is a file; tables reads a folder"),
        (lambda path: am.write(pier(), path / "folder", format="xlsx"), "is a folder; xlsx writes a file"),
        (lambda path: am.write(pier(), path / "m.argmap.json", format="tables"), "cannot be written: "),
        (lambda path: am.write(pier(), path / "m.argmap.json" / "x"), "cannot be written: "),
        (lambda path: am.read(path / "m.doc"), "no format has this suffix; known are .ad, .argdown, .argmap.json"),
        (lambda path: am.read(path / "folder" / "claims.csv"), "is one table of a map: read its folder, "),
        (lambda path: am.write(pier(), path / "m.doc"), "no format has this suffix"),
        (lambda path: am.read(path / "m.argmap.json", format="natve"), "no format 'natve': did you mean 'native'?"),
        (
            lambda path: am.write(pier(), path / "m.argmap.json", on_loss="shout"),
            "expected 'warn', 'raise' or 'ignore'",
        ),
        (lambda path: am.write(pier(), path / "m.argmap.json", issue="x"), "native takes no option 'issue'"),
        (lambda path: am.read(path / "a\0b.argmap.json"), "a path has no NUL character"),
        (lambda path: am.write(pier(), path / "a\0b"), "a path has no NUL character"),
        (lambda path: am.new_tables(path / "a\0b"), "a path has no NUL character"),
        (lambda path: am.read(path / ("x" * 5000)), "cannot be read: "),
        (lambda path: am.write(pier(), path / ("x" * 5000)), "cannot be written: "),
        (lambda path: am.read(path / "loop.argmap.json"), "cannot be read: "),
    ],
)
def test_one_clear_error(call: Callable[[Path], Any], words: str, tmp_path: Path) -> None:
    am.write(pier(), tmp_path / "folder")
    am.write(pier(), tmp_path / "m.argmap.json")
    (tmp_path / "m.doc").write_text("x")
    (tmp_path / "loop.argmap.json").symlink_to("loop.argmap.json")
    before = {name: (tmp_path / name).lstat().st_mtime_ns for name in names(tmp_path)}
    with pytest.raises((am.ArgmapError, FileNotFoundError)) as error:
        call(tmp_path)
    if "loop" not in str(error.value):  # a loop of links may also count as a file that is not there
        assert words in str(error.value)
        assert isinstance(error.value, am.ArgmapError)
    assert "\n" not in str(error.value)
    assert {name: (tmp_path / name).lstat().st_mtime_ns for name in names(tmp_path)} == before
    assert am.read(tmp_path / "m.argmap.json") == pier()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    am.write(pier(), tmp_path / "pier.argmap.json")
    with pytest.raises(FileNotFoundError) as error:
        am.read(tmp_path / "peir.argmap.json")
    assert str(error.value) == f"{tmp_path}/peir.argmap.json: no such file or folder: did you mean 'pier.argmap.json'?"
    with pytest.raises(FileNotFoundError, match=r"folder/x: no such file or folder$"):
        am.read(tmp_path / "folder" / "x")
    with pytest.raises(FileNotFoundError, match="no such folder"):
        am.read_texts(pier(), tmp_path / "texts")


# -- what the system refuses -------------------------------------------------------------------------------------------


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # By a stand-in, for the administrator may read everything.
    def refuse(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    am.write(pier(), tmp_path / "m.argmap.json")
    am.write(pier(), tmp_path / "folder")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(am.ParseError, match=r"m\.argmap\.json: cannot be read: Permission denied$"):
        am.read(tmp_path / "m.argmap.json")
    with pytest.raises(am.ReadError) as error:
        am.read(tmp_path / "folder")
    assert len(error.value.errors) == len(names(tmp_path / "folder"))
    assert "claims.csv: cannot be read: Permission denied" in str(error.value)


def test_a_folder_or_a_pipe_where_a_file_is_expected(tmp_path: Path) -> None:
    (tmp_path / "claims.csv").mkdir()
    with pytest.raises(am.ReadError, match=r"claims\.csv: a folder, not a file"):
        am.read(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "m.argmap.json")
        with pytest.raises(am.ParseError, match=r"m\.argmap\.json: no file"):
            am.read(tmp_path / "m.argmap.json")
    with pytest.raises(am.FormatError, match=r"claims\.csv: cannot be written: a folder has this name"):
        am.write(pier(), tmp_path)


def test_a_file_of_two_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "m.argmap.json"
    with path.open("wb") as file:
        file.truncate(2 << 30)  # sparse: it takes no room
    with pytest.raises(am.ParseError, match=r"2,147,483,648 bytes; argmap reads at most 1,073,741,824"):
        am.read(path)
    am.write(pier(), tmp_path / "folder")
    os.truncate(tmp_path / "folder" / "positions.csv", 2 << 30)
    with pytest.raises(am.ReadError, match=r"positions\.csv: 2,147,483,648 bytes"):
        am.read(tmp_path / "folder")


# -- whole or not at all -----------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    am.write(pier(), tmp_path / "folder")
    before = {name: (tmp_path / "folder" / name).read_bytes() for name in names(tmp_path / "folder")}
    really, calls = os.fdopen, []

    def full(handle: int, mode: str) -> Any:
        calls.append(handle)
        if len(calls) == 4:
            os.close(handle)
            raise OSError(errno.ENOSPC, "No space left on device")
        return really(handle, mode)

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(am.FormatError, match="folder: cannot be written: No space left on device"):
        am.write(full_map(), tmp_path / "folder")
    monkeypatch.undo()
    assert {name: (tmp_path / "folder" / name).read_bytes() for name in names(tmp_path / "folder")} == before


def test_an_interrupted_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(old: Any, new: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        am.write(pier(), tmp_path / "m.argmap.json")
    assert names(tmp_path) == []


def test_a_reader_never_sees_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "m.argmap.json"
    am.write(pier(), path)
    really, seen = os.replace, []

    def watch(old: Any, new: Any) -> None:
        seen.append(am.read(path))
        really(old, new)
        seen.append(am.read(path))

    monkeypatch.setattr(os, "replace", watch)
    am.write(full_map(), path)
    assert seen == [pier(), full_map()]
    assert names(tmp_path) == ["m.argmap.json"]


def test_a_file_in_the_way_of_a_temporary_one(tmp_path: Path) -> None:
    blocker = tmp_path / f".m.argmap.json.{os.getpid()}-0.part"
    blocker.write_text("mine")
    am.write(pier(), tmp_path / "m.argmap.json")
    assert blocker.read_text() == "mine"
    assert am.read(tmp_path / "m.argmap.json") == pier()


@pytest.mark.skipif(os.name == "nt", reason="permissions of this kind are those of POSIX")
def test_permissions(tmp_path: Path) -> None:
    path = tmp_path / "m.argmap.json"
    old = os.umask(0o027)
    try:
        am.write(pier(), path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o600)
        am.write(full_map(), path)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(old)


# -- folders of tables -------------------------------------------------------------------------------------------------


def test_sheets_of_an_earlier_map_go(tmp_path: Path) -> None:
    am.write(full_map(), tmp_path)
    assert {"map.csv", "evidence.csv", "order.csv"} <= set(names(tmp_path))
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "_draft.csv").write_text("mine")
    m = am.ArgumentMap()
    am.write(m, tmp_path)
    assert not {"map.csv", "evidence.csv", "order.csv"} & set(names(tmp_path))
    assert {"README.md", "_draft.csv", "claims.csv"} <= set(names(tmp_path))
    assert am.read(tmp_path) == m


def test_a_file_of_somebody_else_is_not_taken_for_a_stale_sheet(tmp_path: Path) -> None:
    (tmp_path / "order.csv").write_text("customer,amount\nada,3\n")
    with pytest.raises(am.FormatError, match=r"order\.csv would be in the way, and is no table of a map"):
        am.write(pier(), tmp_path)
    assert names(tmp_path) == ["order.csv"]
    (tmp_path / "order.csv").write_bytes(b"source,after\n\xff")
    with pytest.raises(am.FormatError, match="would be in the way"):
        am.write(pier(), tmp_path)


def test_an_empty_set(tmp_path: Path) -> None:
    am.new_tables(tmp_path / "new" / "debate")
    folder = tmp_path / "new" / "debate"
    assert am.read(folder) == am.ArgumentMap()
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert all(f"## {name}\n" in readme for name in names(folder) if name.endswith(".csv"))
    before = {name: (folder / name).read_bytes() for name in names(folder)}
    with pytest.raises(am.FormatError, match=r"debate has README\.md, arguments\.csv, .* already; nothing was written"):
        am.new_tables(folder)
    assert {name: (folder / name).read_bytes() for name in names(folder)} == before


@pytest.mark.parametrize("name", ["Readme.md", "CLAIMS.csv", "evidence.csv"])
def test_an_empty_set_overwrites_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine")
    (tmp_path / "figure.png").write_text("may stay")
    with pytest.raises(am.FormatError, match=f"has {name} already"):
        am.new_tables(tmp_path)
    assert names(tmp_path) == sorted([name, "figure.png"])
    (tmp_path / "file").write_text("x")
    with pytest.raises(am.FormatError, match="cannot be written"):
        am.new_tables(tmp_path / "file")


# -- nothing outside of the folder -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "/etc/passwd",
        "a/../../secret.txt",
        "..\\secret.txt",
        "C:secret.txt",
        "c:\\x",
        "link.txt",
        "linked/secret.txt",
        "a\0b",
        "..",
    ],
)
def test_paths_that_lead_out(path: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    with pytest.raises(am.ParseError, match="out of the folder"):
        disk.beside(folder)(path)
    if "\0" not in path:
        m = am.ArgumentMap()
        m.add_source("S1", path=path)
        with pytest.raises(am.ParseError, match="out of the folder"):
            am.read_texts(m, folder)


def test_a_sheet_that_is_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("id,text\nx,y\n")
    folder = tmp_path / "pier"
    folder.mkdir()
    (folder / "claims.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(am.ReadError, match="is a link that leads out of the folder"):
        am.read(folder)
    # Written over, the link is replaced; what it points to stays.
    am.write(pier(), folder)
    assert am.read(folder) == pier()
    assert (tmp_path / "elsewhere.csv").read_text() == "id,text\nx,y\n"


def test_paths_that_stay_within(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a b.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to("deep/a b.txt")
    beside = disk.beside(tmp_path)
    assert beside("deep/a b.txt") == beside("deep\\a b.txt") == beside("./link.txt") == b"x"
    (tmp_path / "root").symlink_to(tmp_path / "deep")
    assert disk.beside(tmp_path / "root")("a b.txt") == b"x"


# -- texts of sources --------------------------------------------------------------------------------------------------


def test_texts(tmp_path: Path) -> None:
    text = "Über den Pier\r\nzwei\n"
    (tmp_path / "one.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (tmp_path / "two.txt").write_bytes(b"two")
    m = am.ArgumentMap()
    m.extend(
        [
            am.Source("S1", path="one.txt"),
            am.Source("S2", path="two.txt", sha256=hashlib.sha256(b"two").hexdigest().upper()),
            am.Source("S3", path="lost.txt"),
            am.Source("S4"),
        ]
    )
    assert am.read_texts(m, tmp_path) == {"S1": text, "S2": "two"}
    (tmp_path / "two.txt").write_bytes(b"TWO")
    with pytest.raises(am.ParseError, match=r"two\.txt: not the file that source 'S2' records: its SHA-256 differs"):
        am.read_texts(m, tmp_path)
    (tmp_path / "two.txt").unlink()
    (tmp_path / "one.txt").write_bytes("zwei\näb".encode("latin-1"))
    with pytest.raises(am.ParseError, match=r"one\.txt:2:1: not UTF-8 \(byte 0xE4\)"):
        am.read_texts(m, tmp_path)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff\xfea\0", ":1:1: UTF-16"),
        (b"\xfe\xff\0a", ":1:1: UTF-16"),
        (b"abc\xff", ":1:4: not UTF-8 (byte 0xFF)"),
        (b"\xef\xbb\xbfab\n\xc3\xa4\xe4", ":2:2: not UTF-8 (byte 0xE4)"),
        (b"\xef\xbb\xbf\xe4", ":1:"),
        (b"a\xed\xa0\x80", ":1:2: not UTF-8"),
    ],
)
def test_wrong_encodings(data: bytes, place: str) -> None:
    with pytest.raises(am.ParseError) as error:
        am.parse(data, format="native", source="f")
    assert str(error.value).startswith(f"f{place}")


# -- in memory ---------------------------------------------------------------------------------------------------------


def test_in_memory() -> None:
    for format in ("native", "tables", "xlsx"):
        assert am.parse(am.render(full_map(), format=format), format=format) == full_map()
    text = am.render(pier(), format="native")
    for data in (text, text.encode(), "\ufeff" + text, b"\xef\xbb\xbf" + text.encode(), {"": text}):
        assert am.parse(data, format="native") == pier()
    with pytest.raises(am.UnknownFormatError, match="png can be written, not read"):
        am.parse(b"", format="png")


def test_files_beside_a_file_in_memory_are_not_there() -> None:
    with pytest.raises(am.ParseError, match=r"x: no tables here"):
        am.parse("", format="tables", source="x")
    with pytest.raises(am.ReadError, match=r"x/claims\.csv: it is not there"):
        am.parse("claims.csv", format="tables", source="x")


# -- what a format cannot carry ----------------------------------------------------------------------------------------


def test_losses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(native, "LOSES", ("claims.tags", "outcomes", "map.title", "parties.name", "arguments.kind"))
    m = am.ArgumentMap("Pier")
    m.extend(
        [
            am.Claim("a", tags=["x"]),
            am.Claim("b"),
            am.Outcome("o1"),
            am.Party("p"),
            am.Party("q", "Q"),
            am.Argument("r", "a", "b"),
            am.Argument("s", "a", "b", "attack"),
        ]
    )
    lost = ["claim 'a': tags", "outcome 'o1'", "the map: title", "party 'q': name", "argument 's': kind"]
    assert files.losses(m, native.LOSES) == lost
    with pytest.raises(am.LossyWriteError) as error:
        am.write(m, tmp_path / "m.argmap.json", on_loss="raise")
    assert error.value.losses == tuple(lost)
    assert names(tmp_path) == []
    with pytest.warns(am.LossyWriteWarning, match="native cannot carry 5 things of this map") as caught:
        am.write(m, tmp_path / "m.argmap.json")
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        am.write(m, tmp_path / "m.argmap.json", on_loss="ignore")
        am.write(am.ArgumentMap(), tmp_path / "m.argmap.json", on_loss="raise")

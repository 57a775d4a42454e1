"""The project's own contract, and what it would be with a text in it replaced."""

from pathlib import Path

from countermand_codegen.diff.compare import Side
from countermand_codegen.diff.load import Document, read_side

FOLDER = Path(__file__).parents[3] / "wsdl/esendex"
SUFFIXES = (".wsdl", ".xsd", ".yaml")


def copied(folder: Path, *changes: tuple[str, str]) -> Path:
    """Copy the documents into a folder, each old text replaced by the new one, which must occur; returns the folder."""
    files = {path.name: path.read_text() for path in FOLDER.iterdir() if path.suffix in SUFFIXES}
    folder.mkdir(parents=True)
    for old, new in changes:
        assert any(old in text for text in files.values()), old
        files = {name: text.replace(old, new) for name, text in files.items()}
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def lowered(folder: Path) -> Side:
    """Lower the documents of a folder."""
    document = Document(service="esendex", root=folder, main="messaging.wsdl", rest="rest.yaml")
    return read_side(document, "esendex")

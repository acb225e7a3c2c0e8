"""What `pip install .` builds: the program, with templates and content inside the package."""

from __future__ import annotations

from pathlib import Path

from setuptools.command.build_py import build_py

PACKAGE = Path("school")
# In the tree they lie beside the program; school/config.py looks for them in both places.
INTO_PACKAGE = ("templates", "content")
SUFFIXES_OF_CODE = frozenset({".py", ".pyc"})


class BuildSchool(build_py):  # type: ignore[misc] # setuptools says no types
    """Adds every file that is no Python module: setuptools finds only those by itself."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return  # the tree itself is what runs
        for source, target in self._find_data():
            copy = Path(self.build_lib) / target
            self.mkpath(str(copy.parent))
            self.copy_file(str(source), str(copy))

    def get_source_files(self) -> list[str]:
        """The files that a source archive must hold for this to work there too."""
        data = [str(source) for source, _target in self._find_data()]
        return [*super().get_source_files(), *data, "tools/wheel.py"]

    def _find_data(self) -> list[tuple[Path, Path]]:
        """Each file with its place in the wheel."""
        data = [(path, path) for path in _files_below(PACKAGE)]
        for folder in INTO_PACKAGE:
            data += [(path, PACKAGE / path) for path in _files_below(Path(folder))]
        return data


def _files_below(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in SUFFIXES_OF_CODE
    ]

"""Enforces the contracts of .importlinter on direct imports, without Import Linter: it reads the code by `ast`.

A contract can only forbid the packages that it lists, so the core is checked against the standard library, too.
"""

import ast
import configparser
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Violation:
    """A module imports what its contract forbids."""

    contract: str
    importer: str
    imported: str


def read_contracts(file: Path) -> dict[str, configparser.SectionProxy]:
    """The contracts by their ids."""
    parser = configparser.ConfigParser()
    parser.read_string(file.read_text())
    prefix = "importlinter:contract:"
    return {name.removeprefix(prefix): parser[name] for name in parser.sections() if name.startswith(prefix)}


def find_violations(root: Path) -> list[Violation]:
    """The violations in the package `service` below a folder, which has the file .importlinter."""
    modules = {_module_name(file, root): file for file in (root / "service").rglob("*.py")}
    imports = [(name, imported) for name, file in modules.items() for imported in _imports(name, file, set(modules))]
    return [
        Violation(contract, importer, imported)
        for contract, section in read_contracts(root / ".importlinter").items()
        for importer, imported in imports
        if _is_forbidden(section, importer, imported)
        or (contract == "core-is-framework-free" and _is_within(importer, "service.core") and _is_package(imported))
    ]


def _is_package(imported: str) -> bool:
    return imported.partition(".")[0] not in {"service", *sys.stdlib_module_names}


def _is_forbidden(contract: configparser.SectionProxy, importer: str, imported: str) -> bool:
    match contract["type"]:
        case "forbidden":
            return _is_within(importer, contract["source_modules"]) and _is_within(
                imported, contract["forbidden_modules"]
            )
        case "independence":
            owners = [
                {pattern for pattern in contract["modules"].split() if _is_within(module, pattern)}
                for module in (importer, imported)
            ]
            return all(owners) and owners[0] != owners[1]
        case other:
            raise ValueError(f"contracts of type {other} are not checked")


def _is_within(module: str, patterns: str) -> bool:
    """Whether a module is, or is below, one of the modules; a star stands for one name."""
    parts = module.split(".")
    return any(
        len(parts) >= len(names) and all(name in ("*", part) for name, part in zip(names, parts, strict=False))
        for names in (pattern.split(".") for pattern in patterns.split())
    )


def _module_name(file: Path, root: Path) -> str:
    return ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _imports(name: str, file: Path, modules: set[str]) -> Iterator[str]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in modules else base

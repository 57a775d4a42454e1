"""The canonical form of a contract: the same bytes from every server that offers it, however it dresses it up.

One WSDL document holds the service; each further WSDL namespace, and each schema namespace, has a document of its own.
What declares nothing, such as the stub that a WCF host puts before its WSDL, is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.follow import Documents
from countermand_codegen.fetch.gather import DEFAULTS, MEANT, Declared, Gathered, gather
from countermand_codegen.fetch.names import WSDL, XS
from countermand_codegen.fetch.naming import file_stems, prefixes
from countermand_codegen.fetch.neutral import LOCAL_FORMS
from countermand_codegen.fetch.nodes import Name, Node, plain
from countermand_codegen.fetch.order import arranged
from countermand_codegen.fetch.writer import write_document

__all__ = ["canonical"]

ROOT_ATTRIBUTES = ("name", "targetNamespace", *DEFAULTS, *MEANT)


def canonical(documents: Documents, stem: str) -> dict[str, bytes]:
    """Return the documents in canonical form, by file name, the WSDL with the service first.

    Args:
        documents: a WSDL with all that it needs.
        stem: the name of its file, and of that of its own namespace's schema, without the suffix.

    Raises:
        CodegenError: they contradict each other, or a name in them means nothing.
    """
    gathered = gather(documents)
    layout = _Layout.of(documents.place(documents.main), gathered, stem)
    roots = {**dict(layout.definitions()), **dict(layout.schemas())}
    used = {namespace for root in roots.values() for namespace in root.namespaces()}
    return {
        name: write_document(root, prefixes(used, root.get("targetNamespace"), layout.main, stem), _forms(root))
        for name, root in roots.items()
    }


def _forms(root: Node) -> dict[str, str]:
    return {tag: root.get(default) or DEFAULTS[default] for tag, default in LOCAL_FORMS.items()}


@attrs.frozen(kw_only=True)
class _Layout:
    """Which namespace goes to which file."""

    gathered: Gathered
    main: str
    wsdl_files: Mapping[str, str]
    """By namespace, for each that declares anything."""
    schema_files: Mapping[str, str]

    @classmethod
    def of(cls, place: str, gathered: Gathered, stem: str) -> _Layout:
        wsdls = [namespace for namespace, declared in gathered.definitions.items() if declared.components]
        schemas = [namespace for namespace, declared in gathered.schemas.items() if declared.components]
        serving = sorted(filter(lambda namespace: _services(gathered.definitions[namespace]), wsdls))
        if not serving:
            raise CodegenError(place, "declares no service, nor does anything that it imports")
        main = gathered.main[0] if gathered.main[0] in serving else serving[0]
        wsdl_files = {ns: f"{name}.wsdl" for ns, name in file_stems(wsdls, main, stem).items()}
        schema_files = {ns: f"{name}.xsd" for ns, name in file_stems(schemas, main, stem).items() if ns in schemas}
        return cls(gathered=gathered, main=main, wsdl_files=wsdl_files, schema_files=schema_files)

    def definitions(self) -> Iterator[tuple[str, Node]]:
        for namespace in sorted(self.wsdl_files, key=lambda namespace: (namespace != self.main, namespace)):
            declared = self.gathered.definitions[namespace]
            components = [*self._wsdl_imports(namespace, declared), *declared.components.values()]
            if any(node.tag == Name(WSDL, "message") for node in declared.components.values()):
                components += self._types(namespace)
            attributes = {**declared.attributes, "targetNamespace": namespace}
            yield self.wsdl_files[namespace], _root(WSDL, "definitions", attributes, components)

    def _wsdl_imports(self, namespace: str, declared: Declared) -> Iterator[Node]:
        """Import all others into the main document, and into another one those that it refers to."""
        referred = {found for node in declared.components.values() for found in node.references()}
        for other, file in self.wsdl_files.items():
            if other != namespace and (namespace == self.main or (other in referred and other != self.main)):
                yield plain(WSDL, "import", {"namespace": other, "location": file})

    def _types(self, namespace: str) -> Iterator[Node]:
        """Import every schema, in one that declares nothing itself, as a WCF host does."""
        imports = [_import(other, file) for other, file in sorted(self.schema_files.items())]
        if imports:
            holder = f"{namespace.rstrip('/')}/Imports"
            yield plain(WSDL, "types", {}, plain(XS, "schema", {"targetNamespace": holder}, *imports))

    def schemas(self) -> Iterator[tuple[str, Node]]:
        for namespace, file in sorted(self.schema_files.items()):
            declared = self.gathered.schemas[namespace]
            components = [*self._schema_imports(namespace, declared), *declared.components.values()]
            attributes = {**declared.attributes, "targetNamespace": namespace}
            yield file, _root(XS, "schema", attributes, components)

    def _schema_imports(self, namespace: str, declared: Declared) -> Iterator[Node]:
        """Import what is referred to, wherever it is declared; an import that nothing needs is the server's habit."""
        referred = {found for node in declared.components.values() for found in node.references()}
        # Every schema refers to the types of XML Schema; what imports it besides refers to its own elements.
        known = (set(self.schema_files) | declared.imports) - {namespace}
        for other in sorted(referred & known):
            yield _import(other, self.schema_files.get(other))


def _services(declared: Declared) -> bool:
    return any(node.tag == Name(WSDL, "service") for node in declared.components.values())


def _import(namespace: str, file: str | None) -> Node:
    attributes = {"namespace": namespace, "schemaLocation": file or ""}
    return plain(XS, "import", {name: value for name, value in attributes.items() if value})


def _root(namespace: str, tag: str, attributes: Mapping[str, str], components: Iterable[Node]) -> Node:
    given = {name: attributes[name] for name in ROOT_ATTRIBUTES if attributes.get(name)}
    return plain(namespace, tag, given, *arranged(f"{{{namespace}}}{tag}", "", components))

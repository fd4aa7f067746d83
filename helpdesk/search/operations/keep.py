"""Keep: the index holds what the database holds."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from helpdesk.kit.fulltext.port import Document
from helpdesk.search.queries.sources import Engine, Source, object_id


def index_objects(engine: Engine, kind: str, ids: Collection[int]) -> None:
    """Read the objects again and put them into the index, or take them out where they can't be found any more.

    A kind without a source is nobody's to find. Raises SearchUnavailableError.
    """
    source = engine.sources.get(kind)
    if source is None:
        return
    documents = tuple(source.documents(ids))
    there = {document.id for document in documents}
    engine.index.upsert(documents)
    engine.index.delete(gone for id_ in ids if (gone := f"{kind}:{id_}") not in there)


def index_everything(engine: Engine) -> None:
    """Fill a new index, and change over to it when it is complete. Raises SearchUnavailableError."""
    engine.index.rebuild(chain.from_iterable(source.documents(None) for source in engine.sources.values()))


def repair(engine: Engine) -> tuple[str, ...]:
    """Compare the index with the database and mend what differs; the ids of the documents that did.

    Raises SearchUnavailableError.
    """
    held = engine.index.ids()
    wanted = {id_: version for source in engine.sources.values() for id_, version in source.versions().items()}
    differing = {id_ for id_ in held.keys() | wanted.keys() if held.get(id_) != wanted.get(id_)}
    engine.index.delete(differing - wanted.keys())
    engine.index.upsert(
        chain.from_iterable(_of(source, differing & wanted.keys()) for source in engine.sources.values())
    )
    return tuple(sorted(differing))


def _of(source: Source, document_ids: Iterable[str]) -> Iterator[Document]:
    own = [object_id(id_) for id_ in document_ids if id_.startswith(f"{source.kind}:")]
    return iter(source.documents(own))

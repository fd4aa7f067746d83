"""Instants as whole seconds, taken out of the database as numbers: a hundred thousand of them are read in no time."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Seconds(FunctionElement[int]):
    name = "seconds"
    inherit_cache = True
    type = sa.BigInteger()


def seconds(at: Any) -> ColumnElement[int]:  # noqa: ANN401  a column of instants, whether it may be empty or not
    """The instant in seconds since 1970 (UTC), without fractions."""
    return _Seconds(at)


@compiles(_Seconds, "sqlite")
def _on_sqlite(element: _Seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  SQLAlchemy's own signature
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(_Seconds, "postgresql")
def _on_postgresql(element: _Seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  SQLAlchemy's own signature
    return f"CAST(floor(EXTRACT(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"

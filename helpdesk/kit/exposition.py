"""Figures as Prometheus reads them: its text format 0.0.4."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})


@dataclass(frozen=True, slots=True)
class Sample:
    """One figure, with the labels that tell it from others of its name."""

    value: float
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Family:
    """All figures of one name. `told` is one line for people; a counter only grows, a gauge does as it likes."""

    name: str
    kind: Literal["gauge", "counter"]
    told: str
    samples: tuple[Sample, ...]


def single(name: str, told: str, value: float) -> Family:
    """A gauge without labels."""
    return Family(name, "gauge", told, (Sample(value, {}),))


def labelled(name: str, told: str, label: str, values: Mapping[str, float], *, only_grows: bool = False) -> Family:
    """A figure for each value of one label."""
    samples = tuple(Sample(value, {label: of}) for of, value in sorted(values.items()))
    return Family(name, "counter" if only_grows else "gauge", told, samples)


def text(families: Iterable[Family]) -> str:
    """The families as Prometheus reads them."""
    return "".join(_family(family) for family in families)


def _family(family: Family) -> str:
    lines = [f"# HELP {family.name} {family.told}", f"# TYPE {family.name} {family.kind}"]
    lines += [f"{family.name}{_labels(sample.labels)} {sample.value:.15g}" for sample in family.samples]
    return "\n".join([*lines, ""])


def _labels(labels: Mapping[str, str]) -> str:
    pairs = [f'{name}="{value.translate(_ESCAPES)}"' for name, value in sorted(labels.items())]
    return f"{{{','.join(pairs)}}}" if pairs else ""

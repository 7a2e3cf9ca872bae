"""The YAML block that may stand before a Markdown text."""

from __future__ import annotations

import yaml

from annotator.domain.errors import UnreadableInput

_DEEPEST = 20
"""Lists within lists. The time to read them grows with the square of it."""


class _Loader(yaml.SafeLoader):
    """Safe, and leaves dates as the author wrote them: "2026-03" must not grow a day."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_front_matter(source: str) -> dict[str, object]:
    """The fields of a front matter block, {} for an empty one.

    Raises UnreadableInput if it is no YAML mapping. Aliases are refused too: a few lines of them
    can stand for gigabytes.
    """
    try:
        _check_plain(source)
        fields = yaml.load(source, _Loader)  # noqa: S506 - a safe one
    except yaml.YAMLError as error:
        raise UnreadableInput(f"The front matter is not valid YAML{_place(error)}.") from error
    except (ValueError, RecursionError, TypeError) as error:
        raise UnreadableInput("The front matter cannot be understood; it was left out.") from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise UnreadableInput("The front matter is not a list of “name: value”; it was left out.")
    return {str(name): value for name, value in fields.items()}


def _check_plain(source: str) -> None:
    """Refuses what a few lines can make gigabytes or minutes of. Raises UnreadableInput."""
    depth = 0
    for event in yaml.parse(source, _Loader):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableInput("The front matter uses YAML aliases; it was left out.")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise UnreadableInput("The front matter is nested too deeply; it was left out.")


def _place(error: yaml.YAMLError) -> str:
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    # the line of dashes above the block is the file's first
    return f" (line {mark.line + 2}); it was left out" if mark else "; it was left out"

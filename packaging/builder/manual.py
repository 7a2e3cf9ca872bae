"""The manual page, made from what the program's commands say of themselves."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from builder.places import ROOT
from builder.templates import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.product import Product


def manual(product: Product) -> str:
    """annotator(1), in the language of man pages."""
    group, context = _program(product.name)
    about, *more = group.help.split("\n\n")
    commands = [(name, group.get_command(context, name)) for name in group.list_commands(context)]
    return filled(
        "program.1",
        name=_plain(product.name),
        capitals=_plain(product.name.upper()),
        title=_plain(product.title),
        version=_plain(product.version),
        date=f"{datetime.fromtimestamp(product.epoch, UTC):%Y-%m-%d}",
        summary=_plain(product.summary[0].lower() + product.summary[1:]),
        description=_paragraphs((about, *product.description, *more)),
        options="\n".join(_parameters(group, context)),
        commands="\n".join(
            line for name, command in commands for line in _command(name, command, context)
        ),
        suffix=_plain(product.project_file.suffix),
    )


def _program(name: str) -> tuple[Any, Any]:
    """The program's commands and their context, as the library of the terminal has them."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))  # the checkout's program, which need not be installed
    import typer

    from annotator.__main__ import Window
    from annotator.cli import app

    group = typer.main.get_command(app._app(Window()))
    return group, typer.Context(group, info_name=name)


def _command(name: str, command: Any, parent: Any) -> Iterator[str]:  # noqa: ANN401
    context = type(parent)(command, info_name=name, parent=parent)
    usage = re.sub(r"[{}]", "", " ".join(command.collect_usage_pieces(context)))
    usage = usage.replace("......", "...")
    yield f'.SS "{_plain(name)} {_plain(usage)}"'
    yield _paragraphs((command.help or "").split("\n\n"))
    yield from _parameters(command, context)


def _parameters(command: Any, context: Any) -> Iterator[str]:  # noqa: ANN401
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[0] != "--help":
            yield f".TP\n.B {_plain(record[0])}\n{_plain(record[1])}"


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n.PP\n".join(_plain(text) for text in texts)


def _plain(text: str) -> str:
    """Text of which nothing is taken for an instruction, in lines of the usual length."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    lines = wrap(escaped, 78, break_long_words=False, break_on_hyphens=False)
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in lines)

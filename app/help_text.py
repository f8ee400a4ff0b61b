"""Help in paragraphs: a terminal breaks their lines at its own width, not at that of our code."""

import inspect

import typer


def flowing(commands: typer.Typer) -> None:
    """Take the line breaks out of the paragraphs of all help, that of groups below included."""
    for command in commands.registered_commands:
        paragraphs = (inspect.getdoc(command.callback) or "").split("\n\n")
        command.help = "\n\n".join(" ".join(text.split()) for text in paragraphs)
    for group in commands.registered_groups:
        if group.typer_instance is not None:
            flowing(group.typer_instance)

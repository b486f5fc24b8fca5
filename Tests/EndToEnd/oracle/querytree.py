"""A query as a tree that can be made, changed and printed."""

import dataclasses
import json


class Enum(str):
    """An enum value, which is printed without quotes."""


@dataclasses.dataclass(eq=False)
class Variable:
    """A value that travels beside the query. `way`: `given`, by `default`, or `absent`. `again` makes another value that would do as well."""

    value: object
    type: str
    way: str = "given"
    again: object = None


@dataclasses.dataclass(eq=False)
class Field:
    name: str
    # The type that the field is of, and what it leads to in the graph.
    parent: str
    meaning: object = None
    alias: str = None
    arguments: dict = dataclasses.field(default_factory=dict)
    directives: list = dataclasses.field(default_factory=list)
    selections: list = None

    @property
    def key(self):
        return self.alias or self.name


@dataclasses.dataclass(eq=False)
class Fragment:
    """Inline, unless it has a name; without a type it speaks of the type around it."""

    type: str
    selections: list
    name: str = None
    directives: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass(eq=False)
class Query:
    selections: list
    name: str = None

    def text_and_variables(self):
        return Printer().query(self)

    def variables(self):
        """Every variable, in the order of the text."""
        printer = Printer()
        printer.query(self)
        return list(printer.names)

    def fields(self):
        """Every field, with those of fragments."""
        waiting = list(self.selections)
        while waiting:
            item = waiting.pop()
            if isinstance(item, Field):
                yield item
            waiting += item.selections or []


class Printer:
    def __init__(self):
        self.names = {}
        self.fragments = {}

    def query(self, query):
        body = self.selections(query.selections)
        texts = []
        while len(texts) < len(self.fragments):
            fragment = list(self.fragments.values())[len(texts)]
            texts.append(f"fragment {fragment.name} on {fragment.type} {self.selections(fragment.selections)}")
        declared = ", ".join(self.declaration(name, variable) for variable, name in self.names.items())
        head = f"query {query.name or ''}{'(' + declared + ')' if declared else ''} " if declared or query.name else ""
        variables = {name: plain(variable.value) for variable, name in self.names.items() if variable.way == "given"}
        return "\n".join([head + body, *texts]), variables

    def declaration(self, name, variable):
        default = f" = {self.value(variable.value)}" if variable.way == "default" else ""
        return f"${name}: {variable.type}{default}"

    def selections(self, selections):
        return "{ " + " ".join(map(self.selection, selections)) + " }"

    def selection(self, item):
        directives = "".join(f" @{name}(if: {self.value(value)})" for name, value in item.directives)
        if isinstance(item, Fragment):
            if item.name:
                self.fragments.setdefault(item.name, item)
                return f"...{item.name}{directives}"
            return f"...{' on ' + item.type if item.type else ''}{directives} {self.selections(item.selections)}"
        arguments = ", ".join(f"{name}: {self.value(value)}" for name, value in item.arguments.items())
        alias = f"{item.alias}: " if item.alias else ""
        below = " " + self.selections(item.selections) if item.selections is not None else ""
        return f"{alias}{item.name}{'(' + arguments + ')' if arguments else ''}{directives}{below}"

    def value(self, value):
        if isinstance(value, Variable):
            return "$" + self.names.setdefault(value, f"v{len(self.names) + 1}")
        if isinstance(value, Enum):
            return str(value)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.value(inner)}" for key, inner in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.value, value)) + "]"
        return json.dumps(value, ensure_ascii=False)


ABSENT = object()


def plain(value):
    """The value with its variables put in; what is absent is left out."""
    if isinstance(value, Variable):
        return ABSENT if value.way == "absent" else plain(value.value)
    if isinstance(value, dict):
        inner = {key: plain(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item is not ABSENT}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value

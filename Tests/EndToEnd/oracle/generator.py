"""Random queries over the schema that a viewer has. All that comes from a seed comes again from the same seed."""

from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type, is_leaf_type

from . import graph as meanings
from .aggregates import table_of
from .arguments import Arguments
from .evaluator import PAGE_FIELDS, is_page_part
from .keyedsets import EDGE_VALUES, KeyedSet
from .known import Known
from .querytree import Enum, Field, Fragment, Query, Variable

DEEPEST = 5
# About how many rows an answer may have.
ROOM = 300
SIZES = (0, 1, 1, 2, 2, 3, 3, 4, 5, 7, 10, 20, 50, 120, 300)


class Scope:
    """The answer's keys in one place: a key that is used again must mean the same."""

    def __init__(self):
        self.fields = {}


class Generator:
    def __init__(self, random, evaluator, rows):
        self.random, self.evaluator, self.rows = random, evaluator, rows
        self.schema, self.graph = evaluator.schema, evaluator.graph
        self.known = Known(evaluator)
        self.arguments = Arguments(random, evaluator.inputs, rows)
        self.aliases = 0
        self.fragments = 0

    def chance(self, probability):
        return self.random.random() < probability

    def query(self):
        scope = Scope()
        root = self.schema.query_type
        known = self.known.fields(root)
        lists = [name for name in known if isinstance(self.evaluator.meaning(root.name, name), (meanings.Connection, KeyedSet))]
        selections = []
        for _ in range(self.random.choice((1, 1, 1, 1, 2, 3))):
            name = self.random.choice(lists) if lists and self.chance(0.75) else self.random.choice(known)
            selections.append(self.field(root, name, scope, 0, ROOM if not selections else ROOM // 4))
        return Query(self.wrapped(selections, root), self.random.choice((None, "Q", "Page")))

    def field(self, type, name, scope, depth, room):
        definition = type.fields[name]
        meaning = None if is_page_part(type.name) else self.evaluator.meaning(type.name, name)
        made = Field(name, type.name, meaning)
        target = get_named_type(definition.type)
        again = scope.fields.get(name)
        if is_leaf_type(target):
            if again == (type.name, name, None) and self.chance(0.7):
                return self.conditional(made)
            if name in scope.fields or self.chance(0.08):
                made.alias = self.alias()
            scope.fields[made.key] = (type.name, name, None)
            return self.conditional(made)
        if again and again[:2] == (type.name, name) and self.chance(0.5):
            # The same field once more: its selections merge with the first one's.
            first, inner, room = again[2]
            made.arguments = first.arguments
        else:
            size = 1
            if isinstance(meaning, (meanings.Connection, KeyedSet)):
                made.arguments, size = self.page_arguments(definition, room)
            elif isinstance(meaning, (meanings.RowByID, meanings.RowByKey, meanings.Node)):
                made.arguments = self.arguments.lookup(definition, meaning)
                size = 3 if isinstance(meaning, meanings.Node) else 1
            room, inner = max(1, room // max(1, size)), Scope()
            if name in scope.fields or self.chance(0.15):
                made.alias = self.alias()
            scope.fields[made.key] = (type.name, name, (made, inner, room))
        if target.name.endswith("Connection"):
            made.selections = self.connection(target, inner, depth, room)
        else:
            made.selections = self.composite(target, inner, depth + 1, room)
        return self.conditional(made)

    def alias(self):
        self.aliases += 1
        return self.random.choice(("a", "b", "zz", "Long_")) + str(self.aliases)

    def conditional(self, item):
        """Now and then with @skip or @include."""
        if self.chance(0.06):
            is_kept = self.chance(0.7)
            name = self.random.choice(("skip", "include"))
            value = is_kept == (name == "include")
            if self.chance(0.6):
                value = Variable(value, "Boolean!", self.random.choice(("given", "given", "default")), lambda: self.chance(0.5))
            item.directives.append((name, value))
        return item

    def page_arguments(self, definition, room):
        sizes = [size for size in SIZES if size <= room]
        size = self.random.choice(sizes)
        smaller = [one for one in sizes if one <= size]
        name = self.random.choice(("first", "first", "last")) if "last" in definition.args else "first"
        makers = {name: lambda: size if self.chance(0.8) else self.random.choice(smaller)}
        if room >= 20 and self.chance(0.15):
            makers, size = self.random.choice(({}, {name: lambda: None})), 20
        if "filter" in definition.args and self.chance(0.45):
            makers["filter"] = lambda: self.arguments.filter(get_named_type(definition.args["filter"].type).name)
        if "orderBy" in definition.args and self.chance(0.45):
            makers["orderBy"] = lambda: self.arguments.order(get_named_type(definition.args["orderBy"].type).name)
        items = list(makers.items())
        self.random.shuffle(items)
        return {key: self.arguments.varied(make, str(definition.args[key].type)) for key, make in items}, size

    def connection(self, type, scope, depth, room):
        """`edges`, `nodes`, `pageInfo`, `totalCount`, `__typename`, in any mixture."""
        selections = []
        names = [name for name in ("nodes", "edges") if self.chance(0.6)] or [self.random.choice([name for name in ("nodes", "edges", "totalCount") if name in type.fields])]
        names += [name for name, probability in (("pageInfo", 0.5), ("totalCount", 0.3), ("__typename", 0.05))
                  if (name in type.fields or name == "__typename") and self.chance(probability)]
        names += [name for name, probability in (("isCapped", 0.15), ("aggregate", 0.15), ("groupedAggregates", 0.12)) if name in type.fields and self.chance(probability)]
        if room < ROOM // 30:
            # An aggregate below each of many rows is refused as too complex.
            names = [name for name in names if name not in ("aggregate", "groupedAggregates")]
        self.random.shuffle(names)
        for name in names:
            if name == "__typename":
                selections.append(self.typename(type, scope))
            elif name == "nodes":
                selections.append(self.part(type, name, scope, lambda target, inner: self.composite(target, inner, depth + 1, room)))
            elif name == "edges":
                selections.append(self.part(type, name, scope, lambda target, inner: self.edge(target, inner, depth, room)))
            elif name == "aggregate":
                selections.append(self.part(type, name, scope, self.figures))
            elif name == "groupedAggregates":
                selections.append(self.groups(type, scope))
            elif name == "pageInfo":
                selections.append(self.part(type, name, scope, self.page_info))
            else:
                selections.append(self.field(type, name, scope, depth, room))
        return self.wrapped(selections, type)

    def part(self, type, name, scope, below):
        made = Field(name, type.name)
        known = scope.fields.get(name)
        inner = known[2][1] if known and self.chance(0.6) else Scope()
        if known and inner is not known[2][1]:
            made.alias = self.alias()
        scope.fields.setdefault(made.key, (type.name, name, (made, inner, 0)))
        made.selections = below(get_named_type(type.fields[name].type), inner)
        return self.conditional(made)

    def edge(self, type, scope, depth, room):
        selections = [self.field(type, name, scope, depth, room) for name in ("cursor", *EDGE_VALUES) if name in type.fields and self.chance(0.6)]
        if not selections or self.chance(0.8):
            selections.append(self.part(type, "node", scope, lambda target, inner: self.composite(target, inner, depth + 1, room)))
        return self.wrapped(selections, type)

    def page_info(self, type, scope):
        names = [name for name in type.fields if name in PAGE_FIELDS and self.chance(0.6)] or ["endCursor"]
        return self.wrapped([self.field(type, name, scope, DEEPEST, 1) for name in names], type)

    def groups(self, type, scope):
        """`groupedAggregates`, always under a key of its own: each may group by something else."""
        definition = type.fields["groupedAggregates"]
        values = list(get_named_type(definition.args["groupBy"].type).values)
        group_by = lambda: [Enum(name) for name in self.random.choices(values, k=self.random.choice((1, 1, 2, 3)))]
        arguments = {"groupBy": self.arguments.varied(group_by, str(definition.args["groupBy"].type))}
        if self.chance(0.6):
            arguments["first"] = self.arguments.varied(lambda: self.random.choice((0, 1, 3, 10, 50)), "Int")
        made = Field("groupedAggregates", type.name, alias=self.alias(), arguments=arguments)
        made.selections = self.figures(get_named_type(definition.type), Scope())
        return self.conditional(made)

    def figures(self, type, scope):
        """Fields of an aggregate or a group, and below them a column or two."""
        known = self.known.fields(type)
        selections = []
        for name in self.random.sample(known, min(len(known), self.random.randint(1, 3))):
            target = get_named_type(type.fields[name].type)
            if is_leaf_type(target):
                selections.append(self.field(type, name, scope, DEEPEST, 1))
            else:
                selections.append(self.part(type, name, scope, self.figures if table_of(target.name, self.graph)[0] else self.row_of_key))
        return self.wrapped(selections, type)

    def row_of_key(self, type, scope):
        return self.wrapped(self.row(type, scope, DEEPEST, 1), type)

    def typename(self, type, scope):
        made = Field("__typename", type.name)
        if scope.fields.setdefault("__typename", (None, "__typename", None)) != (None, "__typename", None):
            made.alias = self.alias()
        return made

    def composite(self, type, scope, depth, room):
        if isinstance(type, GraphQLObjectType):
            return self.wrapped(self.row(type, scope, depth, room), type)
        return self.abstract(type, scope, depth, room)

    def row(self, type, scope, depth, room):
        known = self.known.fields(type)
        leaves = [name for name in known if is_leaf_type(get_named_type(type.fields[name].type))]
        others = [name for name in known if name not in leaves]
        selections = [self.field(type, name, scope, depth, room) for name in self.random.sample(leaves, min(len(leaves), self.random.randint(1, 4)))]
        if others and depth < DEEPEST:
            for name in self.random.sample(others, min(len(others), self.random.choice((0, 1, 1, 1, 2)) if room > 2 else 1)):
                selections.append(self.field(type, name, scope, depth, room))
        if not selections or self.chance(0.1):
            selections.append(self.typename(type, scope))
        self.random.shuffle(selections)
        return selections

    def abstract(self, type, scope, depth, room):
        """A union or an interface: fragments on some of its types, with keys of their own where they would clash."""
        possible = self.schema.get_possible_types(type)
        selections = []
        if isinstance(type, GraphQLInterfaceType):
            selections.append(self.field_of_interface(type, scope))
        elif self.chance(0.5):
            selections.append(self.typename(type, scope))
        for member in self.random.sample(possible, min(len(possible), self.random.randint(1, 3))):
            below = self.row(member, scope, depth, room)
            selections.append(self.conditional(self.fragment(member.name, below)))
        return selections

    def field_of_interface(self, type, scope):
        made = Field("id", type.name)
        if scope.fields.setdefault("id", (type.name, "id", None)) != (type.name, "id", None):
            made.alias = self.alias()
        return made

    def wrapped(self, selections, type):
        """Now and then a part of the selections in a fragment."""
        if len(selections) > 1 and self.chance(0.12):
            start = self.random.randrange(len(selections))
            cut = self.random.randint(start + 1, len(selections))
            name = type.name if self.chance(0.7) else None
            selections = selections[:start] + [self.conditional(self.fragment(name, selections[start:cut]))] + selections[cut:]
        return selections

    def fragment(self, type_name, selections):
        made = Fragment(type_name, selections)
        if type_name and self.chance(0.4):
            self.fragments += 1
            made.name = f"F{self.fragments}"
        return made

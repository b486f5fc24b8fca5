"""Answers a query as the gateway should, field by field, by graphql-core over the rows that the viewer sees."""

from graphql import GraphQLFloat, GraphQLObjectType, GraphQLUnionType, GraphQLInterfaceType, build_schema, execute_sync, get_named_type, parse, validate

from . import aggregates
from . import graph as meanings
from .filters import Filter, given
from .ids import id_of, parts_of
from .inputs import Inputs
from .keyedsets import KEYED_SETS, KeyedSet, with_edge
from .pages import COUNTED, Page, Place, order_of, page
from .rules import sees
from .values import KINDS
from .words import upper


# What a resolver says is shown as it is: graphql-core would make a plain number of what stands for one.
for name in ("serialize", "coerce_output_value"):
    setattr(GraphQLFloat, name, lambda value: value)


class Asked:
    """One request: who asks, over which rows, and what the cursors in it mean."""

    def __init__(self, viewer, rows, places, inputs):
        self.viewer, self.rows, self.places, self.inputs = viewer, rows, places, inputs
        self.seen = {}

    def visible(self, rows):
        return [row for row in rows if self.sees(row)]

    def sees(self, row):
        if row not in self.seen:
            self.seen[row] = sees(self.viewer, row, self.rows)
        return self.seen[row]

    def following(self, reference, row):
        """The rows of a reference's or connection's target, without those that are hidden."""
        values = tuple(row[column] for column in reference.columns)
        found = self.rows.where(reference.target, reference.target_columns, values)
        return self.visible(found)


    def related(self, row, meaning):
        """The rows that a Reference or a Connection leads to from a row."""
        if not isinstance(meaning, meanings.Connection) or not meaning.through:
            return self.following(meaning, row)
        between = meanings.Reference(meaning.through, meaning.columns, meaning.target_columns)
        return [target for join in self.following(between, row) for target in self.following(meaning.on, join)]

    def value(self, row, key):
        """What a row has for a key of an order: of its own, or of the row that the key's path leads to."""
        for step in key.path:
            row = next(iter(self.related(row, self.inputs.meaning(*step))), None)
            if row is None:
                return None
        return row[key.column]


class Evaluator:
    """Holds the schema that a viewer has, with what each of its fields means attached."""

    def __init__(self, graph, sdl):
        self.graph = graph
        self.schema = build_schema(sdl, assume_valid=True)
        self.inputs = Inputs(graph, self.schema)
        for type in self.schema.type_map.values():
            if isinstance(type, GraphQLObjectType) and not type.name.startswith("__"):
                for name, field in type.fields.items():
                    field.resolve = self.resolver(type.name, name, field)
            elif isinstance(type, (GraphQLUnionType, GraphQLInterfaceType)):
                type.resolve_type = lambda row, info, abstract: row.table.type

    def resolver(self, type_name, name, field):
        if is_page_part(type_name):
            return PAGE_FIELDS.get(name) or self.aggregate(type_name, name) or self.edge_value(name)
        table, part = aggregates.table_of(type_name, self.graph)
        if table:
            return self.figure(table, part, name)
        meaning = self.meaning(type_name, name)
        coordinate = f"{type_name}.{name}"
        make = {
            meanings.Leaf: self.leaf, meanings.GlobalID: lambda meaning: lambda row, info: id_of(row), meanings.Reference: self.reference,
            meanings.Union: self.union, meanings.Connection: lambda meaning: self.connection(meaning, coordinate), meanings.RowByID: self.row_by_id,
            meanings.RowByKey: self.row_by_key, meanings.Node: self.node, KeyedSet: lambda meaning: self.keyed_set(meaning, coordinate),
        }
        return make[type(meaning)](meaning) if meaning else None

    def aggregate(self, type_name, name):
        """`aggregate` and `groupedAggregates` of a connection."""
        table = self.graph.by_type.get(type_name.removesuffix("Connection"))
        if name == "aggregate":
            return lambda page, info: aggregates.whole(page, table)
        if name == "groupedAggregates":
            return lambda page, info, groupBy, first=None: aggregates.grouped(page, table, groupBy, first)

    def figure(self, table, part, name):
        """A field of an aggregate, of a group, of its keys, or of one of the functions."""
        if part in ("Aggregate", "AggregateGroup"):
            simple = {"count": lambda figures, info: len(figures.rows), "isCapped": lambda figures, info: figures.is_capped,
                      "keys": lambda figures, info: figures}
            return simple.get(name) or (lambda figures, info: (figures, aggregates.FUNCTIONS[name]))
        if part != "AggregateKeys":
            column = table.columns.get(name)
            return lambda pair, info: pair[1](pair[0], column)
        if name in table.columns:
            shown, column = self.leaf(meanings.Leaf(table.columns[name])), table.columns[name].name
        elif meaning := self.graph.reference(table, name):
            shown, column = self.reference(meaning), meaning.columns[0]
        else:
            return None
        return lambda figures, info: shown(figures.rows[0], info) if column in figures.keys else None

    def meaning(self, type_name, name):
        """What a field leads to; nothing for one that is not understood here."""
        if type_name == self.schema.query_type.name:
            return self.graph.query.get(name) or self.keyed_set_at("Query", name)
        table = self.graph.by_type.get(type_name)
        return (table.fields.get(name) or self.keyed_set_at(type_name, name)) if table else None

    def keyed_set_at(self, type_name, name):
        return None if self.graph.exposes_all else KEYED_SETS.get(f"{type_name}.{name}")

    def keyed_set(self, meaning, coordinate):
        order = self.order(meaning)

        def resolve(row, info, **arguments):
            rows = [with_edge(*pair) for pair in meaning.rows(info.context, row)]
            return page(rows, order, coordinate, arguments, info.context.places, info.context.value)

        return resolve

    def edge_value(self, name):
        """A value of a keyed set's edges."""
        values = {field: (column, known.kind) for known in KEYED_SETS.values() for field, column in known.edge.items()}
        if name in values:
            column, kind = values[name]
            return lambda edge, info: KINDS[kind].shown(edge[1][f"@{column}"])

    def leaf(self, meaning):
        column = meaning.column
        if column.values is not None or column.type == "enum":
            return lambda row, info: None if row[column.name] is None else upper(row[column.name])
        if column.type.startswith("_"):
            shown = shown_of(column.type[1:])
            return lambda row, info: None if row[column.name] is None else [None if item is None else shown(item) for item in row[column.name]]
        shown = shown_of(column.type)
        return lambda row, info: None if row[column.name] is None else shown(row[column.name])

    def reference(self, meaning):
        return lambda row, info: next(iter(info.context.following(meaning, row)), None)

    def union(self, meaning):
        def resolve(row, info):
            for arm in meaning.arms:
                if row[arm.columns[0]] is not None and self.schema.get_type(arm.target.type):
                    return next(iter(info.context.following(arm, row)), None)

        return resolve

    def connection(self, meaning, coordinate):
        def resolve(row, info, **arguments):
            asked = info.context
            rows = asked.visible(asked.rows.of(meaning.target)) if row is None else asked.related(row, meaning)
            if arguments.get("filter"):
                type = get_named_type(info.parent_type.fields[info.field_name].args["filter"].type).name
                holds = Filter(self.inputs, asked.related).condition(type, arguments["filter"])
                rows = [row for row in rows if holds(row) is True]
            found = page(rows, self.order(meaning, arguments.get("orderBy")), coordinate, arguments, asked.places, asked.value)
            if "orderBy" in info.parent_type.fields[info.field_name].args:
                found.orderable = self.inputs.columns(f"{meaning.target.type}OrderBy")
            return found

        return resolve

    def order(self, connection, order_by=None):
        if isinstance(connection, KeyedSet):
            latest = [meanings.OrderKey(f"@{column}", True, True) for column in connection.edge.values()]
            return meanings.total(latest, self.graph.by_name[connection.table].key)
        return order_of(order_by, f"{connection.target.type}OrderBy", connection, self.inputs)

    def row_by_id(self, meaning):
        return lambda root, info, id: self.identified(id, info.context, meaning.table)

    def row_by_key(self, meaning):
        def resolve(root, info, **arguments):
            columns = [column.name for column in meaning.arguments.values()]
            values = tuple(given(arguments[name], column) for name, column in meaning.arguments.items())
            return next(iter(info.context.visible(info.context.rows.where(meaning.table, columns, values))), None)

        return resolve

    def node(self, meaning):
        if meaning.is_list:
            return lambda root, info, ids: [self.identified(id, info.context) for id in ids]
        return lambda root, info, id: self.identified(id, info.context)

    def identified(self, id, asked, table=None):
        """The row of a global id, if the viewer has its type and sees it."""
        parts = parts_of(id)
        found = self.graph.by_type.get(parts[0]) if parts else None
        if not found or (table and found is not table) or not self.schema.get_type(found.type) or len(parts[1]) < len(found.key):
            return None
        try:
            values = tuple(KINDS[found.relation.column(name).type].given(text) for name, text in zip(found.key, parts[1]))
        except ValueError:
            return None
        return next(iter(asked.visible(asked.rows.where(found, found.key, values))), None)

    def answer(self, query, variables, asked):
        """The `data` of a request, which must be a valid one.

        Raises NotCompared where no answer is the only right one, and ValueError where it has none without errors: no request of these tests
        makes any.
        """
        result = execute_sync(self.schema, parse(query), root_value=None, context_value=asked, variable_values=variables)
        for problem in result.errors or ():
            if isinstance(problem.original_error, aggregates.NotCompared):
                raise problem.original_error
        if result.errors:
            raise ValueError("\n".join(str(problem) for problem in result.errors)) from result.errors[0].original_error
        return result.data


def is_page_part(type_name):
    return type_name.endswith(("Connection", "Edge")) or type_name == "PageInfo"


def shown_of(type):
    """What writes values of a type; values of types that are not known here are asked for by nobody."""
    return KINDS[type].shown if type in KINDS else None


def invalid(schema, query):
    """What is wrong with a query, by graphql-core's rules."""
    return [problem.message for problem in validate(schema, parse(query))]


class Cursor(str):
    """Stands in an answer where the gateway has a cursor: any text, as long as it leads to the same place."""

    def __new__(cls, place: Place):
        made = super().__new__(cls, "cursor")
        made.place = place
        return made


def end(page: Page, index):
    return Cursor(page.place(page.rows[index])) if page.rows else None


PAGE_FIELDS = {
    "edges": lambda page, info: [(page, row) for row in page.rows],
    "nodes": lambda page, info: page.rows,
    "pageInfo": lambda page, info: page,
    "totalCount": lambda page, info: min(len(page.all), COUNTED),
    "isCapped": lambda page, info: len(page.all) > COUNTED,
    "cursor": lambda edge, info: Cursor(edge[0].place(edge[1])),
    "node": lambda edge, info: edge[1],
    "hasNextPage": lambda page, info: page.has_next,
    "hasPreviousPage": lambda page, info: page.has_previous,
    "startCursor": lambda page, info: end(page, 0),
    "endCursor": lambda page, info: end(page, -1),
}

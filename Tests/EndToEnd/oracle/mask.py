"""Which fields a viewer's schema must have, and which it must not."""

from . import graph as meanings


def admits(viewer, notes):
    """Whether directives let a viewer read what they stand on."""
    roles = notes.get("visible", [{}])[0].get("to")
    scope = notes.get("scope", [{}])[0].get("read")
    return (roles is None or viewer.role.upper() in roles) and (scope is None or viewer.may(scope))


class Mask:
    def __init__(self, graph, viewer):
        self.graph, self.viewer = graph, viewer

    def table(self, table):
        return admits(self.viewer, table.relation.notes)

    def columns(self, table, names):
        return self.table(table) and all(admits(self.viewer, table.relation.column(name).notes) for name in names)

    def field(self, table, meaning):
        """Whether the field of a table's rows is the viewer's."""
        match meaning:
            case meanings.Leaf(column=column):
                return admits(self.viewer, column.notes)
            case meanings.Reference() | meanings.Connection(through=None):
                # Both ways along a key need its columns, which are the row's own or the other row's.
                return self.columns(meaning.target, meaning.target_columns) and self.columns(table, meaning.columns)
            case meanings.Connection():
                return (self.columns(meaning.through, [*meaning.target_columns, *meaning.on.columns]) and self.table(meaning.target)
                        and self.columns(table, meaning.columns))
            case meanings.Union():
                return any(self.table(arm.target) for arm in meaning.arms)
        return True

    def problems(self, schema):
        """How the schema differs from what the directives say."""
        for table in self.graph.tables:
            type = schema.get_type(table.type)
            if (type is not None) != self.table(table):
                yield f"the type {table.type} is {'there' if type else 'missing'}"
            if type:
                yield from self.differences(table.type, type, {name: self.field(table, meaning) for name, meaning in table.fields.items()})
            for suffix in ("Filter", "OrderBy"):
                offered = schema.get_type(table.type + suffix)
                wrong = [name for name in (offered.fields if offered else ()) if name in table.columns and not admits(self.viewer, table.columns[name].notes)]
                yield from (f"the field {offered.name}.{name} is there" for name in wrong)
                if offered and not type:
                    yield f"the type {offered.name} is there"
        expected = {name: self.root(meaning) for name, meaning in self.graph.query.items()}
        yield from self.differences("Query", schema.query_type, expected)

    def root(self, meaning):
        match meaning:
            case meanings.RowByID(table=table):
                return self.table(table)
            case meanings.RowByKey():
                return self.columns(meaning.table, [column.name for column in meaning.arguments.values()])
            case meanings.Connection():
                return self.table(meaning.target)
        return True

    def differences(self, name, type, expected):
        for field, is_theirs in expected.items():
            if (field in type.fields) != is_theirs:
                yield f"the field {name}.{field} is {'there' if field in type.fields else 'missing'}"

"""The rows of a database, read table by table, and found again by the values of some columns."""

from .values import KINDS, array


class Row:
    __slots__ = ("table", "values")

    def __init__(self, table, values):
        self.table, self.values = table, values

    def __getitem__(self, column):
        return self.values[column]


def reader(column):
    """What makes a value of a cell's text."""
    if column.type in KINDS:
        return KINDS[column.type].read
    if column.type.startswith("_") and column.type[1:] in KINDS:
        read = KINDS[column.type[1:]].read
        return lambda text: [None if item is None else read(item) for item in array(text)]
    return lambda text: text


class Rows:
    """The rows of one tenant, or of a database that has none. A table is read when it is first asked for."""

    def __init__(self, psql, graph, tenant=None):
        self.psql, self.graph, self.tenant = psql, graph, tenant
        self.tables = {}
        self.indexes = {}

    def of(self, table):
        if table.name not in self.tables:
            columns = table.relation.columns
            names = [column.name for column in columns]
            readers = [reader(column) for column in columns]
            listed = ", ".join(f'"{name}"' for name in names)
            query = f'SELECT {listed} FROM "{table.relation.schema}"."{table.name}"'
            if self.tenant is not None:
                query += f" WHERE tenant_id = {self.tenant}"
            self.tables[table.name] = [
                Row(table, {name: None if text is None else read(text) for name, read, text in zip(names, readers, texts)})
                for texts in self.psql.rows(query)
            ]
        return self.tables[table.name]

    def where(self, table, columns, values):
        """The rows whose columns have these values; nothing equals null."""
        if None in values:
            return []
        place = (table.name, tuple(columns))
        if place not in self.indexes:
            index = self.indexes[place] = {}
            for row in self.of(table):
                index.setdefault(tuple(row[column] for column in columns), []).append(row)
        return self.indexes[place].get(tuple(values), [])

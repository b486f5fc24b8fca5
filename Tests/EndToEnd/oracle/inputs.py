"""What the fields of filters and orders speak of: a column of the table, or the rows that it leads to."""

from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from . import graph as meanings


class Inputs:
    """The input types of one schema. A field that is not understood has no meaning here."""

    def __init__(self, graph, schema):
        self.graph, self.schema = graph, schema
        self.tables = {}
        self.many = {}
        for type in schema.type_map.values():
            if isinstance(type, GraphQLInputObjectType):
                for suffix in ("Filter", "OrderBy"):
                    if table := graph.by_type.get(type.name.removesuffix(suffix)):
                        self.tables[type.name] = table
                if {"some", "every", "none"} & set(type.fields):
                    self.many[type.name] = next(get_named_type(field.type).name for field in type.fields.values())
            elif isinstance(type, GraphQLObjectType):
                # A list below a row may have a filter of its own.
                for field in type.fields.values():
                    table = graph.by_type.get(get_named_type(field.type).name.removesuffix("Connection"))
                    if table and "filter" in field.args:
                        self.tables[get_named_type(field.args["filter"].type).name] = table

    def type_of(self, type_name, field):
        """The name of the type that a field of an input object has."""
        return get_named_type(self.schema.get_type(type_name).fields[field].type).name

    def meaning(self, type_name, field):
        """A column, or the Reference or Connection that the field leads along."""
        table, target = self.tables.get(type_name), self.type_of(type_name, field)
        if table is None or field in ("and", "or", "not"):
            return None
        if target in self.tables or target in self.many:
            # Where a column has the name already, `Row` stands behind it.
            names = (field, field.removesuffix("Row"))
            found = (table.fields.get(name) for name in names)
            related = next((one for one in found if isinstance(one, (meanings.Reference, meanings.Connection))), None)
            related = related or next((one for name in names if (one := self.graph.reference(table, name))), None)
            return related if related and self.leads_to(target) is related.target else None
        return table.columns.get(field) or table.columns.get(field.removesuffix("Column"))

    def columns(self, type_name):
        """The names of the columns that an input type speaks of itself."""
        type = self.schema.get_type(type_name)
        meanings_of = (self.meaning(type_name, name) for name in (type.fields if type else ()))
        return {meaning.name for meaning in meanings_of if hasattr(meaning, "name") and not isinstance(meaning, (meanings.Reference, meanings.Connection))}

    def leads_to(self, type_name):
        return self.tables.get(self.many.get(type_name, type_name))

"""What of a schema the evaluator understands. The rest is left out of the queries, and named."""

from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLUnionType, get_named_type, is_leaf_type

from . import graph as meanings
from .aggregates import FUNCTIONS, table_of
from .evaluator import PAGE_FIELDS, is_page_part
from .filters import LIST_OPERATORS, OPERATORS
from .keyedsets import EDGE_VALUES, KeyedSet
from .rules import is_ruled
from .values import KINDS

PAGE_ARGUMENTS = {"first", "after", "last", "before", "filter", "orderBy"}


class Known:
    def __init__(self, evaluator):
        self.evaluator, self.graph = evaluator, evaluator.graph

    def fields(self, type):
        """The names of the type's fields that are understood here."""
        return [name for name, field in type.fields.items() if self.holds(type, name, field)]

    def holds(self, type, name, field):
        if is_page_part(type.name):
            return name in PAGE_FIELDS or name in EDGE_VALUES or (name in ("aggregate", "groupedAggregates") and type.name.endswith("Connection"))
        table, part = table_of(type.name, self.graph)
        if table:
            return self.holds_figure(table, part, name)
        meaning = self.evaluator.meaning(type.name, name)
        target = get_named_type(field.type)
        match meaning:
            case meanings.Leaf(column=column):
                return is_leaf_type(target) and not field.args and (column.values is not None or column.type.lstrip("_") in KINDS)
            case meanings.GlobalID():
                return all(meaning.table.relation.column(name).type in KINDS for name in meaning.table.key)
            case meanings.Reference():
                return target.name == meaning.target.type and not field.args and is_ruled(self.graph, meaning.target)
            case meanings.Union():
                return isinstance(target, GraphQLUnionType) and all(is_ruled(self.graph, arm.target) for arm in meaning.arms)
            case meanings.Connection():
                tables = [meaning.target] + ([meaning.through] if meaning.through else [])
                return target.name == meaning.target.type + "Connection" and all(is_ruled(self.graph, table) for table in tables)
            case KeyedSet():
                return target.name.endswith("Connection")
            case meanings.RowByID() | meanings.RowByKey():
                return target.name == meaning.table.type and is_ruled(self.graph, meaning.table)
            case meanings.Node():
                return True
        return False

    def holds_figure(self, table, part, name):
        if part in ("Aggregate", "AggregateGroup"):
            return name in ("count", "isCapped", "keys", *FUNCTIONS)
        meaning = self.graph.reference(table, name)
        if part == "AggregateKeys" and meaning and name not in table.columns:
            return is_ruled(self.graph, meaning.target)
        return name in table.columns and (table.columns[name].values is not None or table.columns[name].type in KINDS)


def not_understood(evaluator):
    """What the schema offers and these tests know nothing of: fields, arguments, filters' fields and operators."""
    known = Known(evaluator)
    for type in evaluator.schema.type_map.values():
        if type.name.startswith("__"):
            continue
        if isinstance(type, GraphQLObjectType):
            for name, field in type.fields.items():
                if not known.holds(type, name, field):
                    yield f"{type.name}.{name}"
                elif isinstance(evaluator.meaning(type.name, name), meanings.Connection):
                    yield from (f"{type.name}.{name}({argument}:)" for argument in field.args if argument not in PAGE_ARGUMENTS)
        elif type.name in evaluator.inputs.tables:
            yield from (f"{type.name}.{name}" for name in type.fields if name not in ("and", "or", "not") and not evaluator.inputs.meaning(type.name, name))
        elif isinstance(type, GraphQLInputObjectType) and type.name.endswith("Filter") and type.name not in evaluator.inputs.many:
            yield from (f"{type.name}.{name}" for name in type.fields if name not in OPERATORS | LIST_OPERATORS)

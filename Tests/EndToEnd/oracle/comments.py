"""The directives in the comments of tables, columns and keys."""

from graphql import GraphQLSyntaxError, parse
from graphql.utilities import value_from_ast_untyped


def directives(comment):
    """All directives of a comment, by name: a list of their arguments for each."""
    comment = comment or ""
    for start in (index for index, character in enumerate(comment) if character == "@"):
        try:
            document = parse("{ field " + comment[start:] + " }")
        except GraphQLSyntaxError:
            continue  # an @ of the description
        found = {}
        for directive in document.definitions[0].selection_set.selections[0].directives:
            arguments = {argument.name.value: value_from_ast_untyped(argument.value) for argument in directive.arguments or ()}
            found.setdefault(directive.name.value, []).append(arguments)
        return found
    return {}

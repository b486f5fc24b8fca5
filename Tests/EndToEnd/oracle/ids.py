"""Global ids: the type and the key's values as text with colons between, in Base64 of the URL alphabet without padding."""

import base64

from .values import KINDS


def written(type_name, parts):
    escaped = ":".join(part.replace("\\", "\\\\").replace(":", "\\:") for part in (type_name, *parts))
    return base64.urlsafe_b64encode(escaped.encode()).decode().rstrip("=")


def id_of(row):
    return written(row.table.type, [key_text(row, column) for column in row.table.key])


def key_text(row, column):
    kind = KINDS[row.table.relation.column(column).type]
    return str(kind.shown(row[column]))


def parts_of(text):
    """The type and the key's texts of an id; nothing when it is none."""
    try:
        decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        return None
    parts, rest = [""], iter(decoded)
    for character in rest:
        if character == ":":
            parts.append("")
        else:
            parts[-1] += next(rest, "") if character == "\\" else character
    return (parts[0], parts[1:]) if len(parts) > 1 else None

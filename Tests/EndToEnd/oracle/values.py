"""The values of columns: from the database's text to something that compares, and on to the text that JSON has."""

import datetime
import decimal
import json
import struct

UTC = datetime.timezone.utc


def time_text(text):
    """A time of day with as many digits of its fraction as there are."""
    return text.rstrip("0").rstrip(".") if "." in text else text


class Kind:
    """How values of a type are read from text (`read`), taken from an argument (`given`) and written (`shown`)."""

    def __init__(self, scalar, read, given, shown=lambda value: value, samples=()):
        self.scalar, self.read, self.given, self.shown, self.samples = scalar, read, given, shown, samples


def instant(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment.astimezone(UTC)


def instant_read(text):
    """`2020-11-11 00:00:00+00`, which `fromisoformat` knows with minutes only."""
    return instant(text + ":00" if text[-3] in "+-" else text)


def single(value):
    """The shortest decimal number that is the same in single precision."""
    exact = struct.unpack("f", struct.pack("f", value))[0]
    for digits in range(1, 10):
        shortest = float(f"{exact:.{digits}g}")
        if struct.unpack("f", struct.pack("f", shortest))[0] == exact:
            return shortest
    return exact


INSTANTS = ("1970-01-01T00:00:00Z", "2026-10-01T08:30:00+08:00", "2018-01-01T00:00:00.5Z", "9999-12-31T23:59:59Z")
TEXTS = ("", "a", "Z", "é", "茶", "O'Hara", '"', "\\", "%", "_", " ", "\U0001f375")
INTS = (0, 1, -1, 2147483647, -2147483648)
KINDS = {
    "bool": Kind("Boolean", lambda text: text == "t", bool, samples=(True, False)),
    "int2": Kind("Int", int, int, samples=(0, 1, 32767, -32768)),
    "int4": Kind("Int", int, int, samples=INTS),
    "int8": Kind("BigInt", int, int, str, samples=(0, 1, -1, "9223372036854775807", "-9223372036854775808", "5000")),
    "float4": Kind("Float", float, lambda value: single(float(value)), samples=(0, 1.5, -1, 21.35)),
    "float8": Kind("Float", float, float, samples=(0, 4.5, -1, 3.0000001)),
    "numeric": Kind("Decimal", decimal.Decimal, lambda value: decimal.Decimal(str(value)), lambda value: format(value, "f"), samples=("0", "0.99", "5.650", 1, "-1")),
    "timestamptz": Kind(
        "DateTime", instant_read, instant, lambda value: time_text(value.strftime("%Y-%m-%dT%H:%M:%S.%f")) + "Z", samples=INSTANTS),
    "timestamp": Kind(
        "LocalDateTime", datetime.datetime.fromisoformat, datetime.datetime.fromisoformat, lambda value: time_text(value.strftime("%Y-%m-%dT%H:%M:%S.%f")),
        samples=("2010-01-01T00:00:00", "2022-06-01T12:00:00")),
    "date": Kind("Date", datetime.date.fromisoformat, datetime.date.fromisoformat, lambda value: value.isoformat(), samples=("1996-07-04", "1970-01-01")),
    "uuid": Kind("UUID", str, lambda value: value.lower(), samples=("00000000-0000-0000-0000-000000000000",)),
} | {name: Kind("String", str, str, samples=TEXTS) for name in ("text", "varchar", "bpchar", "name")}


def array(text):
    """A list of texts as the database writes it: `{a,"b c",NULL}`."""
    items, item, quoted, is_text = [], "", False, False
    rest = iter(text[1:-1])
    for character in rest:
        if character == "\\":
            item += next(rest)
        elif character == '"':
            quoted, is_text = not quoted, True
        elif character == "," and not quoted:
            items.append(None if item == "NULL" and not is_text else item)
            item, is_text = "", False
        else:
            item += character
    if item or is_text or items:
        items.append(None if item == "NULL" and not is_text else item)
    return items


def number_text(value):
    """A finite number as JSON has it."""
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text


def canonical(value):
    """JSON on one line, members as they came, each number in one spelling."""
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(key) + ":" + canonical(inner) for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float):
        return number_text(value)
    return json.dumps(value, ensure_ascii=False)

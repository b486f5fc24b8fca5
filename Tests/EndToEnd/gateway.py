"""The gateway that deploy/test started, as the tests in this folder find it.

SOUK_URL: its address. SOUK_DEMO: the file with the demo's tokens.
"""

import json
import os
import urllib.request

URL = os.environ.get("SOUK_URL")
ROLES = ["anonymous", "buyer", "merchant", "partner", "operator"]


def token(role):
    with open(os.environ["SOUK_DEMO"]) as demo:
        return json.load(demo)["tenants"][0]["tokens"].get(role)


def visitors(path):
    """Where visitors of the first marketplace ask, who have no token."""
    with open(os.environ["SOUK_DEMO"]) as demo:
        name = json.load(demo)["tenants"][0]["name"]
    return f"{URL}/t/{name}{path}"


def address(role, path):
    """Where a role asks. A visitor has no token, and names the marketplace in the path."""
    return f"{URL}{path}" if token(role) else visitors(path)


def headers(role):
    return {"authorization": f"Bearer {token(role)}"} if token(role) else {}


def sdl(role):
    request = urllib.request.Request(address(role, "/schema.graphql"), headers=headers(role))
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read().decode()


def ask(role, query, variables=None):
    """Posts an operation; returns the answer, whatever its status."""
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    request = urllib.request.Request(
        address(role, "/graphql"), data=body, headers={**headers(role), "content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return json.load(error)

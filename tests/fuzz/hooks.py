"""What schemathesis is told of renkei: how its scalars are written, and what no answer may be.

A refusal is an error with a code of ours, which the check that comes with schemathesis takes for a fault of the server.
So the check here stands in its place, and is stricter in the rest."""

import collections
import datetime
import json
import os
import zlib

import graphql
import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

# Codes by which the server says that something is wrong with itself, as crates/graphql and crates/web name them.
OURS = {"INTERNAL", "ANSWER_TIMEOUT"}

# Whoever gets these has asked nothing. A demo on this machine has no limit.
UNHEARD = {"THROTTLED", "TOKEN_UNKNOWN", "SESSION_ENDED"}

# Longer than any answer takes, also of a build that was not optimized on a machine that is busy.
PATIENCE = 5.0

# Of 1900 to 2199, as the schema says.
INSTANTS = st.datetimes(datetime.datetime(1900, 1, 2), datetime.datetime(2199, 12, 30), allow_imaginary=False)

schemathesis.graphql.scalar("DateTime", INSTANTS.map(lambda at: nodes.String(f"{at.isoformat()}+09:00")))
schemathesis.graphql.scalar("MunicipalityCode", st.sampled_from(["272078", "273015", "011002"]).map(nodes.String))

# Arguments that end every question but the one they were made for: a made-up cursor is refused, and so are two pages at once.
NARROW = {"after", "before", "since", "last"}


class Leaving(graphql.Visitor):
    def enter_argument(self, node, *_):
        return graphql.REMOVE if node.name.value in NARROW else None


@schemathesis.hook
def map_body(context, body):
    """Leaves them out of most documents, which otherwise would come no further."""
    if zlib.crc32(graphql.print_ast(body).encode("utf-8", "surrogatepass")) % 4:
        return graphql.visit(body, Leaving())
    return body


@schemathesis.check
class no_fault_of_the_server:
    """Every answer is JSON with a code for each error, none of them the server's own, within some seconds."""

    def __init__(self):
        self.answers = collections.defaultdict(dict)

    def after_response(self, ctx, response, case):
        assert response.status_code < 500, f"the server answers {response.status_code}"
        assert response.elapsed < PATIENCE, f"it takes {response.elapsed:.1f} seconds"
        body = told(response)
        errors = body.get("errors", [])
        codes = [error.get("extensions", {}).get("code") for error in errors]
        assert all(codes), f"an error without a code: {errors}"
        assert not OURS.intersection(codes), f"a fault of the server: {errors}"
        assert not UNHEARD.intersection(codes), f"nothing was asked: {errors}"
        assert errors or isinstance(body.get("data"), dict), f"neither data nor errors: {body}"
        # The same document may come again.
        self.answers[case.operation.label][case.body] = came_of(body)

    def after_run(self, ctx):
        with open(os.environ["RENKEI_FUZZED"], "w", encoding="utf-8") as file:
            counts = {label: collections.Counter(came.values()) for label, came in self.answers.items()}
            json.dump(counts, file)


def told(response):
    try:
        return json.loads(response.content)
    except ValueError as fault:
        raise AssertionError(f"no JSON: {response.content!r}") from fault


def came_of(body):
    """What an answer is: `data` where something stands in it."""
    codes = [error["extensions"]["code"] for error in body.get("errors", [])]
    if codes:
        return codes[0]
    return "data" if any(holds(value) for value in body["data"].values()) else "nothing"


def holds(value):
    """Whether something is told beside why nothing was done."""
    if isinstance(value, dict):
        return any(holds(part) for name, part in value.items() if name != "refusal")
    if isinstance(value, list):
        return any(holds(part) for part in value)
    return value is not None

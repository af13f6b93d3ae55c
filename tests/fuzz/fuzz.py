"""Schemathesis asks the demo at RENKEI_URL whatever `schema.graphql` lets pass, and lets it do all that it can, as each of
those who may call. No answer may be a fault of the server, and enough of them must tell something: a run that is refused
everywhere would show nothing.

The demo is changed by it and thrown away afterwards."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import graphql

HERE = Path(__file__).resolve().parent
SCHEMA = HERE.parent.parent / "schema.graphql"

# The network of the demo, which no question lists.
NETWORK = "01932f00-0000-7000-8000-000000000001"

# Of what a question answered, so many are asked about.
IDS = 24

# The same questions in every run, as far as the ids of the demo are the same.
SEED = 20261120


def cookie(name):
    return {"cookie": f"__Host-renkei={os.environ[name]}"}


# Who calls, how often each field of the schema is asked for, and how many documents must be answered with something at
# least: half of those that were when this was written.
CALLERS = {
    "anybody": ({}, 4, 30),
    "a program": ({"authorization": f"Bearer {os.environ['RENKEI_TOKEN']}"}, 6, 70),
    "the desk": (cookie("RENKEI_SESSION"), 6, 95),
    "staff": (cookie("RENKEI_STAFF_SESSION"), 8, 180),
    "a person": (cookie("RENKEI_PERSON_SESSION"), 4, 36),
}

# So many at once.
AT_ONCE = 2


class Demo:
    """What the demo holds for somebody: ids, by the field of the schema that answers them."""

    def __init__(self, endpoint, headers):
        self.endpoint, self.headers = endpoint, headers
        self.schema = graphql.build_schema(SCHEMA.read_text("utf-8"))
        self.answered = {}

    def asked(self, document):
        """The data of an answer."""
        body = json.dumps({"query": document}).encode()
        headers = {**self.headers, "content-type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(self.endpoint, body, headers)) as answer:
            told = json.load(answer)
        if not told.get("data"):
            raise AssertionError(f"{document}: {told}")
        return told["data"]

    def look_around(self):
        """Asks what needs no id, and with the ids that it told all that needs one."""
        known, new = set(), {NETWORK}
        fields = self.schema.query_type.fields
        for name, field in fields.items():
            below = ids_below(field.type)
            if below and not any(graphql.is_required_argument(one) for one in field.args.values()):
                new |= texts(self.asked(f"{{ {name} {below} }}"))
        for _ in range(3):
            # In one order, so that the same are asked about each time.
            asked_with = sorted(new - known)[: 10 * IDS]
            known |= new
            new = set()
            for name, field in fields.items():
                new |= self.by_id(name, field, asked_with)

    def by_id(self, name, field, ids):
        """Asks one field with each of some ids; the ids in what is there."""
        found = set()
        below = ids_below(field.type) or ("" if graphql.is_leaf_type(graphql.get_named_type(field.type)) else "{ __typename }")
        if [one for one, argument in field.args.items() if graphql.is_required_argument(argument)] != ["id"]:
            return found
        for start in range(0, len(ids), 5):
            part = ids[start : start + 5]
            asked = " ".join(f"a{place}: {name}(id: {json.dumps(one)}) {below}" for place, one in enumerate(part))
            for alias, told in self.asked(f"{{ {asked} }}").items():
                if told:
                    self.answered.setdefault(name, []).append(part[int(alias[1:])])
                    found |= texts(told)
        return found

    def settings(self):
        """What schemathesis fills arguments with: mostly with what is there."""
        fields, lines, places = self.schema.query_type.fields, [], []
        lists = {name: ids[:IDS] for name, ids in self.answered.items()} | {"network": [NETWORK]}
        by_type = {graphql.get_named_type(fields[name].type).name: name for name in lists}
        for name in lists:
            places += [(f"Query.{name}.id", name), (f"Mutation.*.input.{name}", name)]
        if "resource" in lists:
            places += [("Query.node.id", "resource"), ("Query.nodes.ids[*]", "resource")]
        for name, change in self.schema.mutation_type.fields.items():
            payload = graphql.get_named_type(change.type).fields.values()
            for told in (graphql.get_named_type(one.type).name for one in payload):
                if told in by_type:
                    places.append((f"Mutation.{name}.input.id", by_type[told]))
        places += [("*.*.first", "size"), ("*.*.last", "size"), ("*.*.page", "page"), ("Mutation.*.input.version", "version")]
        lists |= {"size": [1, 3, 20, 50, 0, 101], "page": [1, 2, 0], "version": [0, 1, 2, 3]}
        for name, values in lists.items():
            lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}"]
        lines.append("[parameters]")
        for place, name in dict(places).items():
            lines.append(f'{json.dumps(place)} = {{ dictionary = "{name}", probability = 0.8 }}')
        return "\n".join(lines) + "\n"


def ids_below(kind, depth=4):
    """A selection of every id below a type that can be asked for without arguments; nothing where there is none."""
    kind = graphql.get_named_type(kind)
    if not graphql.is_object_type(kind) or not depth:
        return ""
    parts = []
    for name, field in kind.fields.items():
        named = graphql.get_named_type(field.type)
        if named.name == "ID":
            parts.append(name)
        elif below := ids_below(named, depth - 1):
            parts.append(f"{name} {below}")
    return f"{{ {' '.join(parts)} }}" if parts else ""


def texts(told):
    """Every text that stands in an answer."""
    if isinstance(told, str):
        return {told}
    parts = told.values() if isinstance(told, dict) else told if isinstance(told, list) else []
    return set().union(*map(texts, parts))


def fuzzed(demo, headers, examples, more=()):
    """Lets schemathesis loose; what came of its documents, for each field of the schema."""
    with tempfile.TemporaryDirectory() as folder:
        settings, counted = Path(folder, "schemathesis.toml"), Path(folder, "counted.json")
        settings.write_text(demo.settings(), "utf-8")
        command = [Path(sys.executable).parent / "st", "--config-file", settings, "run", SCHEMA]
        command += ["--url", demo.endpoint, "--seed", str(SEED), "--max-examples", str(examples)]
        command += ["--checks", "no_fault_of_the_server", "--continue-on-failure", "--no-shrink"]
        command += ["--phases", "fuzzing", "--mode", "positive", "--generation-database", "none", "--no-color"]
        for name, value in headers.items():
            command += ["--header", f"{name}: {value}"]
        command += more
        known = {"SCHEMATHESIS_HOOKS": str(HERE / "hooks.py"), "RENKEI_FUZZED": str(counted)}
        known = {**os.environ, **known, "PYTHONDONTWRITEBYTECODE": "1"}
        # Behind its own limit it has hung.
        run = subprocess.run(command, env=known, cwd=folder, capture_output=True, text=True, timeout=300)
        if run.returncode:
            raise AssertionError(run.stdout + run.stderr)
        return json.loads(counted.read_text("utf-8"))


class Answering:
    """A server that answers the same to everything."""

    def __init__(self, status, body):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self):
        Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/graphql"

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Fuzz(unittest.TestCase):
    def test_no_answer_is_a_fault_of_the_server_whoever_asks_whatever(self):
        endpoint = os.environ["RENKEI_URL"].rstrip("/") + "/graphql"
        demos = {who: Demo(endpoint, headers) for who, (headers, *_) in CALLERS.items()}
        for demo in demos.values():
            demo.look_around()
        with ThreadPoolExecutor(AT_ONCE) as together:
            runs = {
                who: together.submit(fuzzed, demos[who], headers, examples)
                for who, (headers, examples, _) in CALLERS.items()
            }
        for who, run in runs.items():
            with self.subTest(who):
                self.reaches(who, run.result(), demos[who].schema)

    def test_a_fault_of_a_server_is_found(self):
        only = ["--include-name", "Query.resourceKinds"]
        for status, body, is_fault in (
            (200, '{"errors": [{"message": "", "extensions": {"code": "PAGE_SIZE"}}]}', False),
            (200, '{"errors": [{"message": "", "extensions": {"code": "INTERNAL"}}]}', True),
            (200, '{"errors": [{"message": ""}]}', True),
            (200, "{", True),
            (500, '{"data": {"resourceKinds": []}}', True),
        ):
            with self.subTest(body), Answering(status, body) as endpoint:
                demo = Demo(endpoint, {})
                if is_fault:
                    self.assertRaisesRegex(AssertionError, "no_fault_of_the_server", fuzzed, demo, {}, 1, only)
                else:
                    fuzzed(demo, {}, 1, only)

    def reaches(self, who, counts, schema):
        """Each field of the schema was asked for, and enough was told."""
        for root in (schema.query_type, schema.mutation_type):
            # What begins with a line is for the gateway of a federation, and left out by schemathesis.
            for name in (name for name in root.fields if not name.startswith("_")):
                self.assertIn(f"{root.name}.{name}", counts)
        came = sum(map(Counter, counts.values()), Counter())
        told = sum(1 for what in counts.values() if what.get("data"))
        print(f"{who}: {came.total()} documents, {told} of {len(counts)} fields told something: {dict(came)}")
        self.assertGreaterEqual(came["data"], CALLERS[who][2])


if __name__ == "__main__":
    unittest.main()

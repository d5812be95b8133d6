#!/usr/bin/env python3
"""Does the reference find what is wrong? One sound document, and the same with one fault made in its frames."""
import copy
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "geometry"))
from ruler import Frames, Tap, run  # noqa: E402

from maker import Document  # noqa: E402
from test_random_tables import Result, check_tables, learn_faces, set_document  # noqa: E402

SEED, TABLES = 2, 8


def items(events, kind, is_right):
    return [item for page in events if "page" in page for item in page["items"]
            if item["kind"] == kind and is_right(item)]


def middle(found):
    return found[len(found) // 2]


def rule(events):
    return middle(items(events, "rule", lambda one: True))


def said(events):
    """A text of a table that is content."""
    return middle(items(events, "run", lambda one: one.get("text_id") and one["size"] < 16 and "artifact" not in one))


def again(events):
    """A text that stands again."""
    return middle(items(events, "run", lambda one: one.get("repeat")))


def node(events, tag):
    return middle([one for one in events if one.get("tag") == tag])


def drop(events, item):
    for page in events:
        if "page" in page and item in page["items"]:
            page["items"].remove(item)


def twice(events, item):
    for page in events:
        if "page" in page and item in page["items"]:
            page["items"].append(copy.deepcopy(item))


def move(item, **by):
    for key, points in by.items():
        item[key] = item.get(key, 0) + points


def shorten(item):
    item["x1" if item["y0"] == item["y1"] else "y1"] -= 2


def swap(events):
    for page in events:
        runs = [at for at, item in enumerate(page.get("items", ())) if item.get("text_id") and item["size"] < 16
                and "artifact" not in item]
        if len(runs) > 9:
            a, b = runs[4:6]
            page["items"][a], page["items"][b] = page["items"][b], page["items"][a]
            return


FAULTS = {
    "a rule is missing": lambda events: drop(events, rule(events)),
    "a rule stands twice": lambda events: twice(events, rule(events)),
    "a rule stands 0.1 mm aside": lambda events: move(rule(events), x0=0.28, x1=0.28, y0=0.28, y1=0.28),
    "a rule is 0.7 mm short": lambda events: shorten(rule(events)),
    "a rule is heavier": lambda events: move(rule(events), weight=0.1),
    "a text is missing": lambda events: drop(events, said(events)),
    "a text stands twice": lambda events: twice(events, said(events)),
    "a text is another": lambda events: said(events).update(text="误"),
    "a text stands 0.1 mm lower": lambda events: move(said(events), y=0.28),
    "a text stands 1 mm aside": lambda events: move(said(events), x=2.8),
    "a text is larger": lambda events: move(said(events), size=0.5),
    "two texts stand in the wrong order": swap,
    "a repeat is missing": lambda events: drop(events, again(events)),
    "a repeat is called content": lambda events: again(events).pop("repeat"),
    "a cell has a wrong header": lambda events: node(events, "TD")["headers"].pop(),
    "a cell spans a row too many": lambda events: node(events, "TH").update(row_span=7),
    "a head is no head": lambda events: node(events, "TH").update(tag="TD"),
}


def faults_of(document, names, events):
    return [fault for one in check_tables(document, Frames(json.dumps(events)), names) for fault in one.faults]


def main():
    learn_faces()
    tap, document = Tap(), Document(SEED, TABLES)
    for definition in document.tables.values():  # of a row that a page parts only the text is checked
        definition.pop("splits_rows", None)
    _, names, house, data = set_document(SEED, document, Result())
    events = json.loads(run(["dump", "frames"], {"layout": house.name, **data}, house))
    tap.none(faults_of(document, names, events), "a sound document has no fault")
    for title, spoil in FAULTS.items():
        spoilt = copy.deepcopy(events)
        spoil(spoilt)
        tap.check(spoilt != events and faults_of(document, names, spoilt), f"found: {title}")
    tap.finish()


if __name__ == "__main__":
    main()

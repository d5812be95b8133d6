#!/usr/bin/env python3
"""Every document of the project, and generated ones, at every archival level: veraPDF finds no broken rule, other
readers have nothing to say, and the structure tree says what the data says.

`make conformance` fetches veraPDF and calls test_conformance.py --all --generated 1000. As a test, a sample: some
of the documents, the other levels for the examples alone, and veraPDF where Java and its jar are at hand.
"""
import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import readers
import tree
import verapdf
from documents import LEVELS, PROFILES, build, examples, generated, others
from ruler import SLOW, Tap

SAMPLE = 20  # of the tests' documents, one in so many

tap = Tap()


def skip(title, why):
    print(f"ok - {title} # SKIP {why}")


def name_of(document):
    return f"{document.parent.name}/{document.name}"


def at_once(work, things):
    """work(thing) of each, as many at once as there are processors; lists of faults as one."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [fault for faults in pool.map(work, things) for fault in faults]


def build_first(documents, count):
    """At 2a: the documents, and so many generated ones; a generated one may be refused (a label too long)."""
    made, faults = build(documents, "2a")
    first, last = 1, 2 * count + 20
    while count > 0 and first <= last:
        more, said = build(list(generated(first, count)), "2a")
        first += count
        count -= len(more)
        made |= more
        faults += said
    tap.none(faults, "2a: no fault of the command or the machine")
    tap.check(count <= 0, "most generated documents are set", f"{count} of too many were refused")
    return made


def build_all(documents, count, others_too):
    made = {"2a": build_first(documents, count)}
    for level in LEVELS[1:]:
        made[level], faults = build(list(made["2a"]) if others_too else examples(), level)
        tap.none(faults, f"{level}: no fault of the command or the machine")
    if others_too:
        tap.check(all(pdfs.keys() == made["2a"].keys() for pdfs in made.values()), "all levels take the same documents",
                  {level: len(pdfs) for level, pdfs in made.items()})
    return made


# ---- trees and readers ----

def check_trees(made):
    tap.none(at_once(lambda pair: [f"{name_of(pair[0])}: {fault}" for fault in tree.faults_of(*pair)], made.items()),
             f"the structure trees of {len(made)} documents say what their data says")


def check_readers(made):
    names = readers.installed()
    for missing in sorted(readers.READERS.keys() - names):
        skip(f"{missing} has nothing to say", f"there is no {missing}")
    pdfs = [pdf for level in ("2a", "1b") for pdf in made[level].values()]
    tap.none(at_once(lambda pdf: list(readers.complaints(pdf, names)), pdfs),
             f"{', '.join(names)} have nothing to say of {len(pdfs)} files")


# ---- veraPDF ----

def judged(made, is_whole):
    """{file: {profile: broken rules}}: each level in a run of its own, or all in one. In a file that claims PDF/A-1,
    veraPDF does not look for PDF/UA by itself: that takes one more run."""
    runs = [("0", list(pdfs.values())) for pdfs in made.values()]
    if is_whole:
        runs.append(("ua1", list(made["1b"].values())))
    else:
        runs = [("0", [pdf for _, pdfs in runs for pdf in pdfs])]
    found = {}
    for profiles in at_once(lambda run: verapdf.validate(*run).items(), runs):
        found.setdefault(profiles[0], {}).update(profiles[1])
    return found


def check_verapdf(made, is_whole):
    title = f"veraPDF finds nothing in {sum(map(len, made.values()))} files"
    if why := verapdf.why_missing():
        return skip(title, why)
    found, faults = judged(made, is_whole), []
    for level, pdfs in made.items():
        wanted = PROFILES[level][:1] if level == "1b" and not is_whole else PROFILES[level]
        for document, pdf in pdfs.items():
            profiles = found.get(pdf, {})
            if sorted(profiles) != sorted(wanted):
                faults.append(f"{level} {name_of(document)}: judged by {profiles}, not by {wanted}")
            faults += [f"{level} {name_of(document)}: {name} {rule}"
                       for name, rules in profiles.items() for rule in rules]
    tap.none(faults, title)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--all", action="store_true", help="all documents at all levels; veraPDF is fetched")
    parser.add_argument("--generated", type=int, default=2, help="how many random documents")
    options = parser.parse_args()
    if SLOW:
        return skip("conformance", "the bytes are those of the build without sanitizers")
    try:
        if options.all:
            verapdf.fetch()
        documents = [*examples(), *list(others())[::1 if options.all else SAMPLE]]
        made = build_all(documents, options.generated, options.all)
        check_trees(made["2a"])
        check_readers(made)
        check_verapdf(made, options.all)
    except verapdf.Unusable as why:
        sys.exit(f"veraPDF: {why}")
    tap.finish()


if __name__ == "__main__":
    main()

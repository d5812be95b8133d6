"""The documents that conformance is proved on: every example, every document of the tests that is set without
an error, and generated ones; and what the command makes of them at a level."""
import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / folder) for folder in ("geometry", "suite", "tables")]
from maker import Document  # noqa: E402
from ruler import BANXIN, LAYOUTS, ROOT, SCRATCH, han, layout  # noqa: E402
from test_random import Maker  # noqa: E402
from test_suite import sections  # noqa: E402

LEVELS = ("2a", "1b", "2b", "2u", "3a", "none")
# What veraPDF calls the profiles that a file of a level must pass.
PROFILES = {"none": ["PDF/UA-1"]} | {level: [f"PDF/A-{level.upper()}", "PDF/UA-1"] for level in LEVELS[:-1]}


def examples():
    """Of the layouts, and what those lack: pictures, a seal."""
    return sorted(ROOT.glob("layouts/*/example.yaml")) + sorted(TESTS.glob("conformance/*.yaml"))


def others():
    """The other documents of the tests, and the cases of tests/suite, each a file."""
    yield from sorted(path for path in TESTS.glob("*/*.yaml")
                      if path.name != "layout.yaml" and path.parent.name != "conformance")
    folder = SCRATCH / "cases"
    folder.mkdir(exist_ok=True)
    for path in sorted((TESTS / "suite").glob("*/*.yaml")):
        for number, text in enumerate(sections(path).values()):
            case = folder / f"{path.parent.name}-{path.stem}-{number}.yaml"
            case.write_text(text, "utf-8")
            yield case


def generated(first, count):
    """Random documents, of prose with tables and of tables with prose in turn, each with a layout in SCRATCH."""
    for seed in range(first, first + count):
        sections, data = prose(seed) if seed % 2 else Document(seed, 2).sections()
        house = layout(f"random{seed}", **sections)
        path = SCRATCH / f"random{seed}.json"
        path.write_text(json.dumps({"layout": house.name, **data}, ensure_ascii=False), "utf-8")
        yield path


class Writer(Maker):
    """Texts with what is something of its own in the structure: lists, addresses, words of other languages."""
    OWN = ("https://www.example.gov.cn/a_b?c=1&d=2#e", "http://a.cn", "name@example.gov.cn", "Windows Server", "Иванов",
           "COVID-19", "https://www.example.gov.cn/" + "long/" * 12)
    SHORT = ("http://a.cn", "Windows Server", "Иванов", "COVID-19")
    LABELS = ("（{}）", "({})", "{}.", "{}、", "{}）")

    def words(self, count):
        text = super().words(count)
        if self.dice.random() < 0.3:
            text = f"{han(3)}{self.dice.choice(self.OWN)}，{text}"
        return text

    def axis(self, kids_key, width, depth, label):
        return super().axis(kids_key, width, depth, label if getattr(label, "is_own", False) else self.labels(label))

    def labels(self, label):
        """Heads and row labels have them too, short ones."""
        def own():
            return label() + (self.dice.choice(self.SHORT) if self.dice.random() < 0.2 else "")
        own.is_own = True
        return own

    def paragraph(self):
        if self.dice.random() > 0.2:
            return super().paragraph()
        first, label = self.dice.randint(1, 9), self.dice.choice(self.LABELS)
        return "\n".join(f"{label.format(first + i)}{self.words(20)[:-1]}；" for i in range(self.dice.randint(1, 4)))


def prose(seed):
    maker = Writer(seed)
    maker.document()
    return {"extends": "gbt-9704", "fields": maker.fields, "blocks": maker.blocks, "tables": maker.tables}, maker.data


def options_for(document):
    """A document beside its layout.yaml is of that layout."""
    own = document.parent / "layout.yaml"
    folder = ["--layout", str(document.parent)] if own.exists() and document.parent.parent == TESTS else []
    return ["--font-dir", str(ROOT / ".cache/fonts"), "--no-system-fonts", "--lang", "en", *folder]


def command(words):
    """The command's exit status, standard output and complaints, with the layouts of the tests."""
    environment = dict(os.environ, BANXIN_LAYOUTS=f"{SCRATCH}:{LAYOUTS}:{ROOT / 'layouts'}",
                       BANXIN_FONTS=str(ROOT / "fonts/fonts.yaml"))
    done = subprocess.run([BANXIN, *map(str, words)], capture_output=True, env=environment, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def build(documents, level):
    """{document: PDF} of those that the command sets, and what it said if it answered worse than that some data
    is at fault. At 3a they carry their data. Documents with the same options are set by one process."""
    made, faults, alike = {}, [], {}
    folder = SCRATCH / level
    folder.mkdir(exist_ok=True)
    for document in documents:
        alike.setdefault((tuple(options_for(document)), document.name), []).append(document)
    batches = {}
    for (options, _), same_names in alike.items():
        for place, document in enumerate(same_names):
            batches.setdefault((options, place), []).append(document)
    for (options, place), batch in batches.items():
        into = folder / f"{place}-{abs(hash(options)) % 1000}"
        into.mkdir(exist_ok=True)
        files = ["--attach-data"] if level == "3a" else []
        status, _, said = command(["build", *batch, "-o", into, "--pdfa", level, *files, *options])
        if status > 1:
            faults.append(said)
        made |= {document: into / f"{document.stem}.pdf" for document in batch
                 if (into / f"{document.stem}.pdf").exists()}
    return made, faults

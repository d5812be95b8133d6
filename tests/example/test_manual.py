#!/usr/bin/env python3
"""layouts/README.md: its examples are what it says, and no key of a layout is left out."""
import os
import re
import subprocess
from pathlib import Path

TEXT = Path("layouts/README.md").read_text("utf-8")
SCRATCH = Path(os.environ["SCRATCH"])
failures = []


def check(is_right, what, said=""):
    print(f"{'ok' if is_right else 'not ok'} - {what}")
    if not is_right:
        failures.append(what)
        print("\n".join(f"  {line}" for line in said.splitlines()[:20]))


def build(layout, data):
    name = re.search(r"^name: (.+)$", layout, re.M).group(1)
    (SCRATCH / name).mkdir()
    (SCRATCH / name / "layout.yaml").write_text(layout, "utf-8")
    (SCRATCH / "data.yaml").write_text(data, "utf-8")
    done = subprocess.run([os.environ["BANXIN"], "build", SCRATCH / "data.yaml", "-o", SCRATCH / f"{name}.pdf"],
                          capture_output=True, env=os.environ | {"BANXIN_LAYOUTS": f"{SCRATCH}:layouts"})
    return name, done


blocks = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.M | re.S)
check(len(blocks) == 6, "three layouts, each with its data", str(len(blocks)))
for layout, data in zip(blocks[::2], blocks[1::2]):
    name, done = build(layout, data)
    check(done.returncode == 0 and (SCRATCH / f"{name}.pdf").exists(), f"{name} is printed",
          done.stderr.decode("utf-8", "replace"))

named = {word for code in re.findall(r"`([^`\n]+)`", TEXT) for word in re.findall(r"[a-z_]+", code)}
for source in sorted(Path("src/report").glob("layout*.c")):
    keys = set(re.findall(r'\{"(\w+)",\s*DEFINE_', source.read_text("utf-8")))
    if source.name == "layout_text.c":
        continue  # explained where they stand, in layouts/gbt-9704/layout.yaml
    missing = sorted(keys - named)
    check(not missing, f"each key of {source.name} is named", " ".join(missing))

raise SystemExit(bool(failures))

#!/usr/bin/env python3
"""banxin worker: each request has its answer, in order, whatever the requests are; files are used only below
--root; memory does not grow with the requests."""
import base64
import hashlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

banxin, scratch = os.environ["BANXIN"], Path(os.environ["SCRATCH"])
EXAMPLE = Path("layouts/xxgk-2021/example.yaml")
failures = 0


def holds(what, true, story=""):
    global failures
    failures += not true
    print(("ok - " if true else "not ok - ") + what + ("" if true else f"\n  {str(story)[:2000]}"), flush=True)


def ask(lines, *options):
    """The answers to requests (objects, or bytes as they are)."""
    sent = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    done = subprocess.run([banxin, "worker", "--lang", "en", *options], input=sent, capture_output=True)
    assert done.returncode == 0 and not done.stderr, done
    return [json.loads(line) for line in done.stdout.splitlines()]


def codes(answer):
    return {d["code"] for d in answer["diagnostics"] if d["severity"] == "error"}


def refuses(what, code, answer):
    holds(what, answer["status"] == 2 and codes(answer) == {code} and "pdf" not in answer, answer)


def main():
    text = EXAMPLE.read_text("utf-8")
    subprocess.run([banxin, "build", str(EXAMPLE), "-o", str(scratch / "built.pdf")], capture_output=True, check=True)
    built = (scratch / "built.pdf").read_bytes()
    values = json.loads(subprocess.run([banxin, "dump", "values", str(EXAMPLE)], capture_output=True,
                                       check=True).stdout)
    root = scratch / "root"
    (root / "sub").mkdir(parents=True)
    (root / "a.yaml").write_text(text, "utf-8")
    (scratch / "secret.yaml").write_text(text, "utf-8")
    (root / "link.yaml").symlink_to(scratch / "secret.yaml")
    (root / "out.pdf").symlink_to(scratch / "elsewhere.pdf")

    (scratch / "values.json").write_text(json.dumps(values))
    subprocess.run([banxin, "build", str(scratch / "values.json"), "-o", str(scratch / "values.pdf"), "--pdfa", "2b"],
                   capture_output=True, check=True)
    one, two = ask([{"id": "甲𠀀\"\\\n", "data": text}, {"id": 1.5, "data": values, "pdfa": "2b"}])
    holds("data as text comes back as the PDF that build makes", base64.b64decode(one["pdf"]) == built, one["id"])
    holds("with its id, length and hash", one["id"] == "甲𠀀\"\\\n" and one["bytes"] == len(built)
          and one["sha256"] == hashlib.sha256(built).hexdigest() and one["status"] == 0 and one["pages"] > 1)
    holds("data as an object, at another level", two["status"] == 0 and two["id"] == 1.5
          and base64.b64decode(two["pdf"]) == (scratch / "values.pdf").read_bytes(), codes(two))

    subprocess.run([banxin, "build", str(EXAMPLE), "-o", str(scratch / "carries.pdf"), "--attach-data"],
                   capture_output=True, check=True)
    one, two = ask([{"data": text, "attach_data": True}, {"data": text, "attach_data": True, "pdfa": "2b"}])
    holds("the checked data is attached", base64.b64decode(one["pdf"]) == (scratch / "carries.pdf").read_bytes())
    refuses("but not at any level", "attach-level", two)

    one, two = ask([{"path": "a.yaml", "output": "sub/a.pdf"}, {"path": str(root / "a.yaml"), "output": "b.pdf"}],
                   "--root", str(root))
    holds("path to path below the root", one["output"] == "sub/a.pdf" and "pdf" not in one and one["id"] is None
          and (root / "sub/a.pdf").read_bytes() == built, one)
    holds("an absolute one too", two["status"] == 0 and (root / "b.pdf").read_bytes() == built, two)

    for path in ("../secret.yaml", str(scratch / "secret.yaml"), "link.yaml", "sub/../../secret.yaml", "../none"):
        refuses(f"{path} is outside", "request-path", ask([{"path": path}], "--root", str(root))[0])
    for path in ("../x.pdf", "/tmp/x.pdf", "out.pdf", "sub/..", "sub/"):
        refuses(f"{path} is outside", "request-path", ask([{"data": text, "output": path}], "--root", str(root))[0])
    refuses("without --root no file is read", "request-path", ask([{"path": "a.yaml"}])[0])
    refuses("nor written", "request-path", ask([{"data": text, "output": "a.pdf"}])[0])
    refuses("a layout is a name", "request-value", ask([{"data": text, "layout": "/etc"}])[0])
    holds("nothing came of it", not (scratch / "elsewhere.pdf").exists() and not (scratch / "x.pdf").exists())

    bad = [b"", b"no json", b"[1]", b"{}{}", b'{"id":1', b'{"id":[1],"data":""}', b'{"data":1}', b'{"data":"","path":"a"}',
           b'{"x":1}', b'{"data":"","data":""}', b"\0\0", b"\xff\xfe", b'{"pdfa":"9","data":""}', b'{"data":{"a":]}}',
           b'{"path":"a\\u0000b"}', b"[" * 100000, b'{"data":' + b"[" * 100000 + b"]" * 100000 + b"}",
           b'{"data":"layout: xxgk-2021"}', b'{"data":{"layout":"../../etc"}}']
    answers = ask([*bad, {"id": "last", "data": text}], "--root", str(root))
    holds("each bad request is answered", len(answers) == len(bad) + 1
          and all(a["status"] in (1, 2) and codes(a) for a in answers[:-1]), answers[:-1])
    holds("and survived", answers[-1]["id"] == "last" and answers[-1]["status"] == 0, answers[-1]["status"])

    random.seed(7)
    whole = json.dumps({"id": 1, "path": "a.yaml", "output": "c.pdf", "pdfa": "2b"}).encode()
    mutants = []
    for _ in range(400):
        line = bytearray(whole)
        for _ in range(random.randint(1, 4)):
            line[random.randrange(len(line))] = random.choice(b'{}[]",:\\u0e-t\x00\xff ')
        mutants.append(bytes(line).replace(b"\n", b" "))
    holds("400 mutilated requests have 400 answers", len(ask(mutants, "--root", str(root))) == len(mutants))

    long = json.dumps({"data": "#" * (3 << 20)}).encode()
    answers = ask([long, {"data": text}], "--max-request", "1")
    refuses("a request beyond the limit", "request-large", answers[0])
    holds("does not harm the next", len(answers) == 2 and answers[1]["status"] == 0)

    def peak(count):
        sent = json.dumps({"data": text}).encode() + b"\n"
        with subprocess.Popen([banxin, "worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
            for _ in range(count):
                worker.stdin.write(sent)
                worker.stdin.flush()
                worker.stdout.readline()
            status = Path(f"/proc/{worker.pid}/status").read_text()
            worker.stdin.close()
        return int(next(l for l in status.splitlines() if l.startswith("VmHWM")).split()[1])

    if os.environ.get("SANITIZED"):
        print("ok - memory does not grow # SKIP sanitizers keep memory")
    else:
        few, many = peak(5), peak(60)
        holds(f"memory does not grow with the requests ({few} KiB, {many} KiB)", many < few * 1.1 + 1024)

    with open("/dev/full", "wb") as full:
        done = subprocess.run([banxin, "worker"], input=b"x\n", stdout=full, stderr=subprocess.PIPE)
    holds("answers that nobody can take end it", done.returncode == 3 and b"stdout-write" in done.stderr, done)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""veraPDF, the reference validator for PDF/A and PDF/UA: fetched once through Maven, many files in one run."""
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ARTIFACT, VERSION = "org.verapdf.apps:greenfield-apps", "1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
FOLDER = ROOT / ".cache/verapdf"
JAR = FOLDER / f"greenfield-apps-{VERSION}.jar"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


class Unusable(Exception):
    """Why veraPDF could not be had or did not answer."""


def why_missing():
    """What keeps veraPDF from running here; None if nothing does."""
    if not shutil.which("java"):
        return "there is no java"
    if not JAR.exists():
        return "veraPDF has not been fetched: make conformance does"
    return None


def fetch():
    """The jar into .cache, unless it is there; nothing but the file that is known is kept."""
    if not JAR.exists():
        maven = shutil.which("mvn")
        if not maven:
            raise Unusable(f"there is no {JAR} and no mvn to fetch it with")
        print(f"fetching {ARTIFACT}:{VERSION}", flush=True)
        done = subprocess.run([maven, "-B", "-q", "dependency:copy", f"-Dartifact={ARTIFACT}:{VERSION}",
                               f"-DoutputDirectory={FOLDER}"], capture_output=True, text=True)
        if done.returncode:
            raise Unusable(done.stdout + done.stderr)
    if hashlib.sha256(JAR.read_bytes()).hexdigest() != SHA256:
        JAR.unlink()
        raise Unusable(f"{JAR} was not the file expected (sha256), and is gone")


def validate(flavour, files):
    """{file: {profile: [rule that is broken]}} of files by one flavour, or by all they claim ("0"). A file that
    could not be judged has its reason under the profile "error"."""
    quick = ["-XX:TieredStopAtLevel=1"] if len(files) < 200 else []  # compiled well is not worth it for a few
    done = subprocess.run(["java", "-XX:+UseSerialGC", *quick, "-cp", str(JAR), MAIN, "--loglevel", "0", "--format",
                           "json", "--maxfailuresdisplayed", "1", "-f", flavour, *map(str, files)],
                          capture_output=True, env={"PATH": os.environ["PATH"]})
    try:
        report = json.loads(done.stdout)["report"]
    except ValueError:
        raise Unusable(f"veraPDF: {done.stdout[:200]!r} {done.stderr[:400]!r}") from None
    return {Path(job["itemDetails"]["name"]): job_results(job) for job in report["jobs"]}


def job_results(job):
    found = {result["profileName"].replace(" validation profile", ""): broken_rules(result)
             for result in job.get("validationResult") or []}
    failure = job.get("taskException") or job.get("taskResult")
    return found or {"error": [str((failure or {}).get("exceptionMessage", "not validated"))]}


def broken_rules(result):
    rules = [f"{rule['clause']}-{rule['testNumber']} ×{rule['failedChecks']}: {' '.join(rule['description'].split())}"
             for rule in result["details"]["ruleSummaries"]]
    return rules if rules or result["compliant"] else ["not compliant, and no rule named"]

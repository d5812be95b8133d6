"""What other people's programs say of a PDF: nothing, if it is sound. Those that the machine lacks are not asked."""
import re
import shutil
import subprocess

# mutool's package in Debian is built without colour management, and says so once a file.
NO_FAULT = re.compile(r"^warning: ICC support is not available$\n?", re.M)


def qpdf(pdf):
    done = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    return "" if done.returncode == 0 and "WARNING" not in done.stdout + done.stderr else done.stdout + done.stderr


def mutool(pdf):
    done = subprocess.run(["mutool", "draw", "-q", "-r", "36", "-F", "pgm", "-o", "/dev/null", str(pdf)],
                          capture_output=True, text=True)
    return NO_FAULT.sub("", done.stdout + done.stderr)


def ghostscript(pdf):
    done = subprocess.run(["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-r36", "-sDEVICE=bit",
                           "-sOutputFile=/dev/null", str(pdf)], capture_output=True, text=True)
    return done.stdout + done.stderr


def poppler(pdf):
    done = subprocess.run(["pdftotext", str(pdf), "/dev/null"], capture_output=True, text=True)
    return done.stdout + done.stderr


READERS = {"qpdf": qpdf, "mutool": mutool, "gs": ghostscript, "pdftotext": poppler}


def installed():
    return [name for name in READERS if shutil.which(name)]


def complaints(pdf, names):
    """One line for each reader that says anything."""
    for name in names:
        said = READERS[name](pdf).strip()
        if said:
            yield f"{pdf.name}: {name} says: {said[:300]}"

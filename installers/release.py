#!/usr/bin/env python3
"""Make a release of what is committed, or say what it still lacks.

    python3 installers/release.py --check    only say what is missing for a release; changes nothing
    python3 installers/release.py            the same, then build all that can be built here into dist/

Each part is built twice and has to be equal bit for bit; dist/, which is made anew, also holds
SHA256SUMS and a bill of materials (CycloneDX). What cannot be built on this machine is named. Exit
codes: 0 done, 1 something is missing or differs, 2 the command line is wrong, 3 run
`python3 installers/source.py setup` first.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from installers import agreeing, artefacts, source  # found by the line above


def check(root: Path) -> int:
    """Say all that is missing for a release; return the exit code."""
    missing = agreeing.disagreements(root)
    for sentence in missing:
        print(sentence, file=sys.stderr)
    if not missing:
        print(f"Unsit {agreeing.version(root)} can be released.")
    return int(bool(missing))


def make(root: Path, dist: Path, builders: Sequence[artefacts.Builder]) -> int:
    """Build everything twice and put it into `dist`, made anew; return the exit code."""
    from installers import sbom

    version, made = agreeing.version(root), []
    with tempfile.TemporaryDirectory(prefix="unsit-release-") as scratch:
        try:
            for builder in builders:
                if lacks := builder.lacks(root):
                    print(f"not built here: {builder.name} ({lacks})")
                    continue
                print(f"building twice: {builder.name}", flush=True)
                made += artefacts.build(root, builder, Path(scratch))
            by = "made by .github/workflows/release.yml"
            print(f"not built here: {', '.join(artefacts.ELSEWHERE)} ({by})")
            bill = Path(scratch, f"unsit-{version}.cdx.json")
            bill.write_text(
                sbom.document(root, version, artefacts.commit_time(root)), encoding="utf-8"
            )
        except (artefacts.UnbuiltError, sbom.UnsoundError) as wrong:
            print(wrong, file=sys.stderr)
            return 1
        put([*made, bill], dist)
    return 0


def put(files: Sequence[Path], dist: Path) -> None:
    """Have these files and their checksums in a folder, and nothing else."""
    shutil.rmtree(dist, ignore_errors=True)
    dist.mkdir(parents=True)
    kept = [Path(shutil.copy(file, dist)) for file in files]
    (dist / "SHA256SUMS").write_text(artefacts.sums(kept), encoding="ascii")
    for file in sorted(dist.iterdir()):
        print(f"{file.stat().st_size:>12,} bytes  {file}")


def main(arguments: Sequence[str]) -> int:
    """Do what was asked; return the exit code."""
    if list(arguments) not in ([], ["--check"]):
        print((__doc__ or "").partition("\n\nEach")[0], file=sys.stderr)
        return 2
    ready = source.PYTHON.exists()
    if not arguments and ready and Path(sys.prefix) != source.VENV:
        return subprocess.call([source.PYTHON, __file__])
    code = check(ROOT)
    if code or arguments:
        return code
    if not ready:
        print("The build tools are missing: python3 installers/source.py setup", file=sys.stderr)
        return 3
    return make(ROOT, ROOT / "dist", artefacts.BUILDERS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

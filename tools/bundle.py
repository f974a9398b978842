"""Make the offline bundle: one archive that installs Zeren on a server without internet.

    python tools/bundle.py dist

In it: the wheels of our locks (run, web, postgresql), our own wheel, a list of them all with their hashes,
`install.sh` and a page in both languages. The wheels are those of the machine and the Python that make it.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ("run", "web", "postgresql")
HERE: Final = ROOT / "tools" / "bundle"


def main(to: Path) -> int:
    to.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        name = bundle_name()
        inside = Path(folder) / name
        wheels = inside / "wheels"
        wheels.mkdir(parents=True)
        download(wheels)
        build(wheels)
        (inside / "requirements.txt").write_text(locked(wheels), encoding="utf-8")
        for one in sorted(HERE.iterdir()):
            content = one.read_text(encoding="utf-8").replace("{python}", python())
            (inside / one.name).write_text(content, encoding="utf-8")
        (inside / "install.sh").chmod(0o755)
        archive = to / f"{name}.tar"
        with tarfile.open(archive, "w") as tar:  # wheels are packed already
            tar.add(inside, name)
    print(f"{archive}  {archive.stat().st_size / (1 << 20):.0f} MB")
    print(f"SHA-256  {hashlib.sha256(archive.read_bytes()).hexdigest()}")
    return 0


def bundle_name() -> str:
    sys.path.insert(0, str(ROOT / "src"))
    from zeren import __version__

    return f"zeren-{__version__}-{platform.system().lower()}-{platform.machine()}-py{python()}"


def python() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def download(wheels: Path) -> None:
    """What the locks name, each checked against its hash there."""
    words = [word for lock in LOCKS for word in ("-r", str(ROOT / "requirements" / f"{lock}.txt"))]
    _pip("download", "--only-binary", ":all:", "--require-hashes", "--dest", str(wheels), *words)


def build(wheels: Path) -> None:
    """Our own wheel, with the build tools of the environment."""
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT))


def _pip(*words: str) -> None:
    command = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words)
    subprocess.run(command, check=True)  # noqa: S603 - pip


def locked(wheels: Path) -> str:
    """Every wheel with its hash, as `pip install --require-hashes` wants it."""
    lines = []
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            meta = next(one for one in wheel.namelist() if one.endswith(".dist-info/METADATA"))
            words = wheel.read(meta).decode().splitlines()
        said = dict(line.split(": ", 1) for line in words[:20] if ": " in line)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"{said['Name']}=={said['Version']} --hash=sha256:{digest}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

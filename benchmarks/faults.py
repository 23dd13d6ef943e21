"""Kill, damage, starve and mislead clarity, and tell what hangs, what is lost, and what is untrue.

    python benchmarks/faults.py [--times 60] [--seed 1]

On generated Norwegian pages, over two processes, without grammar. Workers and whole runs are killed
at moments of chance; the cache is damaged; the tree is hostile; the disk is full; there are no
descriptors. Every file must be reported or named as a failure, every run end, no process and no
temporary file be left, no traceback shown, and each report that follows be the very same bytes. The
exit code is 1 where anything is not so. Needs Linux.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import NamedTuple

from msgspec.structs import replace

from fault_runs import Done, run, wrong

_FILES = 120
#: A temporary name of ours.
_DRAFTS = "*.draft"


class Ground(NamedTuple):
    """Where the runs take place: the tree, the cache, and what a run without faults says."""

    tree: Path
    cache: Path
    names: frozenset[str]
    expected: Done


def make_ground(folder: Path) -> Ground:
    """Write the tree and learn what is right."""
    tree = folder / "tree"
    tree.mkdir()
    for number in range(_FILES):
        page = (
            f"# Søknad {number}\n\nSøknaden skal iverksettes i henhold til forskriften, og du må "
            f"foreta en vurdering av sak {number}.\n\nVi svarer deg innen to uker.\n"
        )
        (tree / f"{number:03}.md").write_text(page, encoding="utf-8")
    names = frozenset(path.name for path in tree.iterdir())
    run(tree, folder / "cache")
    return Ground(tree, folder / "cache", names, run(tree, None))


def same(done: Done, ground: Ground) -> Iterator[str]:
    """Yield what is wrong with a run that nothing should be wrong with."""
    yield from wrong(done, ground.names)
    if (done.code, done.out) != (ground.expected.code, ground.expected.out):
        yield "other bytes than those of a sound run"


def kill_worker(ground: Ground, random: Random) -> Iterator[str]:
    """Kill a worker at some moment: no file may be lost."""

    def kill(pid: int) -> None:
        due = monotonic() + 5
        while monotonic() < due and not (children := _children(pid)):
            sleep(0.01)
        sleep(random.uniform(0, 0.25))
        if children := _children(pid):
            _kill(random.choice(children))

    yield from same(run(ground.tree, None, meanwhile=kill), ground)


def kill_run(ground: Ground, random: Random) -> Iterator[str]:
    """Kill a run at some moment: nothing may be left that spoils the next, or lives on."""
    (ground.tree.parent / "out.json").unlink(missing_ok=True)
    output = ("--output", str(ground.tree.parent / "out.json"))
    left: list[int] = []

    def kill(pid: int) -> None:
        sleep(random.uniform(0.2, 1.5))
        left.extend(_children(pid))
        _kill(pid)

    shutil.rmtree(ground.cache / "rules", ignore_errors=True)  # so that it is written anew
    run(ground.tree, ground.cache, *output, meanwhile=kill)
    due = monotonic() + 10
    while monotonic() < due and (alive := [pid for pid in left if _is_alive(pid)]):
        sleep(0.05)
    if left and alive:
        yield f"{len(alive)} processes live on"
    done = run(ground.tree, ground.cache, *output)
    out = (ground.tree.parent / "out.json").read_text("utf-8")
    yield from same(replace(done, out=out), ground)
    if drafts := [*ground.cache.rglob(_DRAFTS), *ground.tree.parent.glob(f".{_DRAFTS}")]:
        yield f"left behind: {drafts[0].name}"


def damage_cache(ground: Ground, random: Random) -> Iterator[str]:
    """Damage a file of the cache: the next run says the same, and the one after has no trouble."""
    run(ground.tree, ground.cache)
    files = sorted(path for path in ground.cache.rglob("*") if path.is_file())
    for path in random.sample(files, random.randint(1, len(files))):
        data = bytearray(path.read_bytes())
        if not data:
            continue
        harm = random.randrange(4)
        if harm == 0:
            for _ in range(random.randint(1, 50)):
                data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        elif harm == 1:
            del data[random.randrange(len(data)) :]
        elif harm == 2:
            place = random.randrange(len(data))
            data[place : place + 4096] = random.randbytes(len(data[place : place + 4096]))
        else:
            data[:] = random.randbytes(len(data))
        path.write_bytes(data)
    yield from same(run(ground.tree, ground.cache), ground)
    again = run(ground.tree, ground.cache)
    yield from same(again, ground)
    if again.err != ground.expected.err:
        yield f"it says it again: {again.err[-300:]}"
    if len(list(ground.cache.glob("*.damaged-*"))) > 1:
        yield "more than one damaged file is kept"


def mislead(ground: Ground, random: Random) -> Iterator[str]:
    """Put what is no text among the texts: every text is reported, or named as a failure."""
    tree = ground.tree.parent / "hostile"
    shutil.copytree(ground.tree, tree)
    strange: dict[str, bytes] = {
        "dyp.md": b"> " * 200_000 + b"Du kan ringe oss.",
        "element.html": b"<div>" * 200_000 + b"Du kan ringe oss.",
        "yaml.md": b"---\nclarity: " + b"[" * 50_000 + b"\n---\n",
        "toml.md": b"+++\na = " + b"9" * 5_000 + b"\n+++\nDu kan ringe oss.\n",
        "null.md": bytes(5_000),
        "stor.md": b"Du kan ringe oss i dag. " * 200_000,
        "celler.md": b"|a|b|\n|-|-|\n" + b"|du|kan|\n" * 100_000,
        "tilfeldig.md": random.randbytes(50_000),
        "\x1b[31m\n::error::.md": b"Du kan ringe oss.",
        ".gitignore": b"[z-a]x\n*.[[:digit:]]\n\xff\xfe\n" + b"a*b*c*d*e*\n" * 2_000,
    }
    for name, data in strange.items():
        (tree / name).write_bytes(data)
    (tree / "mappe.md").mkdir()
    os.mkfifo(tree / "rør.md")
    for name, target in {
        "null2.md": "/dev/zero",
        "rør2.md": "rør.md",
        "borte.md": "ingen",
        "ring.md": "ring.md",
    }.items():
        (tree / name).symlink_to(target)
    (tree / "opp").symlink_to("..")
    named = strange.keys() - {".gitignore"} | {"borte.md", "ring.md"}
    yield from wrong(run(tree, None), frozenset(named | ground.names))
    shutil.rmtree(tree)


def fill_disk(ground: Ground, random: Random) -> Iterator[str]:
    """Let no file grow beyond some size: the cache is done without, a report fails in a line."""
    size = random.choice((0, 100, 4_096, 20_000))
    cache = ground.tree.parent / "small"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    output = ground.tree.parent / "small.json"
    done = run(ground.tree, cache, "--output", str(output), limit=limit)
    yield from wrong(done, ground.names, may_fail=True)
    if output.exists() or list(output.parent.glob(f".{_DRAFTS}")):
        yield "part of a report is left"
    shutil.rmtree(cache, ignore_errors=True)


def take_descriptors(ground: Ground, random: Random) -> Iterator[str]:
    """Leave but a few descriptors: each file is reported or failed, or the run fails in a line."""
    most = random.randint(6, 40)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    done = run(ground.tree, ground.cache, limit=limit)
    yield from wrong(done, ground.names, may_fail=True)


def _children(pid: int) -> list[int]:
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


#: Each fault, and how many of so many times it is tried.
FAULTS: tuple[tuple[Callable[[Ground, Random], Iterator[str]], float], ...] = (
    (kill_worker, 0.5),
    (kill_run, 0.5),
    (damage_cache, 1),
    (mislead, 1 / 30),
    (fill_disk, 1 / 6),
    (take_descriptors, 1 / 3),
)


def main(arguments: argparse.Namespace) -> int:
    """Try every fault and tell."""
    random = Random(arguments.seed)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        ground = make_ground(Path(folder))
        for fault, share in FAULTS:
            times = max(1, round(arguments.times * share))
            said = [what for _ in range(times) for what in fault(ground, random)]
            failed = failed or bool(said)
            print(
                f"{fault.__name__.replace('_', ' ')}, {times} times: {len(said)} wrong", flush=True
            )
            print(*(f"  {what}" for what in said), sep="\n", end="\n" if said else "")
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(main(parser.parse_args()))

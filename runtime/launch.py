"""The few moments between fork and the real program: who it runs as, and that it dies with its parent.

Run by path with `python -I -S launch.py PARENT SIGNAL USER GROUP DUTY PROGRAM ARGUMENT...`; imports
nothing of ours. PARENT is the pid that must still be there, SIGNAL what the kernel sends when it ends,
USER 0 means stay as is, DUTY "reach" lets the unprivileged user pass folders that are closed to it.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 1 << 2  # keeps capabilities over setuid, and lets access(2) see them
CAPABILITY_VERSION_3 = 0x20080522
CAP_DAC_OVERRIDE = 1  # of the two that open closed folders, the one that containers leave to root


def main(arguments: list[str]) -> None:
    parent, ending, user, group = map(int, arguments[:4])
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell that ignores Ctrl-C must not hand that down
    if user:
        _become(user, group, reach=arguments[4] == "reach")
    if sys.platform == "linux":
        _call("prctl", PR_SET_PDEATHSIG, ending, 0, 0, 0)  # after the change of user, which would clear it
    if os.getppid() != parent:
        sys.exit("The parent ended before its child began.")
    os.execvp(arguments[5], arguments[5:])  # noqa: S606 (no shell is what we want)


def _become(user: int, group: int, *, reach: bool) -> None:
    if reach and sys.platform == "linux":
        _call("prctl", PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)
    if reach and sys.platform == "linux":
        _keep(1 << CAP_DAC_OVERRIDE)
        _call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def _keep(capabilities: int) -> None:
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    effective_permitted_inheritable = (ctypes.c_uint32 * 6)(*[capabilities] * 3, 0, 0, 0)
    _call("capset", header, effective_permitted_inheritable)


def _call(name: str, *arguments: object) -> None:
    longs = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in arguments]
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*longs) != 0:
        reason = os.strerror(ctypes.get_errno())
        sys.exit(f"{name} failed ({reason}): run as an ordinary user, or from a folder that others can pass.")


if __name__ == "__main__":
    main(sys.argv[1:])

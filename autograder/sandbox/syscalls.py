"""The system calls that student code may not make, as filters that the kernel runs.

Namespaces hide what is outside. The calls refused everywhere allocate memory that no limit counts,
reach into other processes, change who gets the processor, or open parts of the kernel that NumPy never
needs. Without namespaces, all those are refused too that reach anything by a name, a number or a right
that other processes share. The filter is classic BPF over `struct seccomp_data`; see "Seccomp BPF" in
the kernel's documentation. The numbers are from its `asm/unistd_64.h` (x86-64) and
`asm-generic/unistd.h` (AArch64).
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Sequence

_REFUSED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "io_uring_setup": (425, 425),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "bpf": (321, 280),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "setpriority": (141, 140),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
}
_NONE = -1
_REFUSED_WITHOUT_NAMESPACES = {
    # sockets
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    "recvmsg": (47, 212),
    "recvmmsg": (299, 243),
    # processes
    "fork": (57, _NONE),
    "vfork": (58, _NONE),
    "execve": (59, 221),
    "execveat": (322, 281),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "pidfd_open": (434, 434),
    "kcmp": (312, 272),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "sched_setaffinity": (203, 122),
    "ioprio_set": (251, 30),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # System V, and queues
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "semop": (65, 193),
    "semtimedop": (220, 192),
    "semctl": (66, 191),
    "mq_unlink": (241, 181),
    # what Landlock does not ask about files
    "chmod": (90, _NONE),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, _NONE),
    "lchown": (94, _NONE),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "utime": (132, _NONE),
    "utimes": (235, _NONE),
    "futimesat": (261, _NONE),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "inotify_init": (253, _NONE),
    "inotify_init1": (294, 26),
    "fanotify_init": (300, 262),
    # rights
    "setuid": (105, 146),
    "setgid": (106, 144),
    "setreuid": (113, 145),
    "setregid": (114, 143),
    "setresuid": (117, 147),
    "setresgid": (119, 149),
    "setfsuid": (122, 151),
    "setfsgid": (123, 152),
    "setgroups": (116, 159),
    "capset": (126, 91),
    "syslog": (103, 116),
    "modify_ldt": (154, _NONE),
}
_SOCKETPAIR, _KILL, _TGKILL = (53, 199), (62, 129), (234, 131)
_PRLIMIT, _FCNTL, _IOCTL, _PRCTL = (302, 261), (72, 25), (16, 29), (157, 167)
_STREAMS = tuple(1 | flags for flags in (0, 0x800, 0x80000, 0x80800))
"""Socket pairs that are joined for good: those of datagrams can be sent to others."""
_OF_DESCRIPTORS = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1031, 1032)
"""What `fcntl` may do: no signals to others, and no leases, which make others wait."""
_OF_FILES = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""What `ioctl` may do: ask whether this is a terminal, how much there is to read, and the like."""
_ON_PARENTS_DEATH = 1
_NEWEST = 448
"""The newest call that was looked at for this list. Newer ones seem not to exist, which libraries handle."""
_THREAD = 0x00010000

_CLONE = (56, 220)
_CLONE3 = 435
_NEW_NAMESPACES = 0x7E020000
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_OTHER_ABI = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000


def filter_program() -> bytes:
    """The filter within namespaces; empty on processors other than x86-64 and AArch64."""
    known = _MACHINES.get(os.uname().machine)
    if known is None:
        return b""
    column, machine = known
    return b"".join([*_begun(column, machine), _step(_RETURN, _ALLOW)])


def confined_program(process: int) -> bytes:
    """The filter without namespaces, for the process with this id; empty as in `filter_program`.

    It can make threads and no process, and signal only itself.
    """
    known = _MACHINES.get(os.uname().machine)
    if known is None:
        return b""
    column, machine = known
    calls = _REFUSED_WITHOUT_NAMESPACES.values()
    return b"".join(
        [
            *_begun(column, machine),
            _step(_AT_LEAST, _NEWEST + 1, skip_unless=1),
            _refuse(errno.ENOSYS),
            *(_refuse_call(n[column], errno.EPERM) for n in calls if n[column] != _NONE),
            _step(_EQUAL, _CLONE[column], skip_unless=4),
            _step(_LOAD, _argument(0)),
            _step(_ANY_BIT, _THREAD, skip_if=1),
            _refuse(errno.EPERM),
            _load_number(),
            _step(_EQUAL, _PRCTL[column], skip_unless=4),
            _step(_LOAD, _argument(0)),
            _step(_EQUAL, _ON_PARENTS_DEATH, skip_unless=1),
            _refuse(errno.EPERM),
            _load_number(),
            _only(_SOCKETPAIR[column], 1, _STREAMS),
            _only(_KILL[column], 0, [process]),
            _only(_TGKILL[column], 0, [process]),
            _only(_PRLIMIT[column], 0, [0, process]),
            _only(_FCNTL[column], 1, _OF_DESCRIPTORS),
            _only(_IOCTL[column], 1, _OF_FILES, errno.ENOTTY),
            _step(_RETURN, _ALLOW),
        ]
    )


def _begun(column: int, machine: int) -> list[bytes]:
    """The part that both filters begin with. The call's number is loaded when it ends."""
    return [
        _step(_LOAD, _MACHINE),
        _step(_EQUAL, machine, skip_if=1),
        _refuse(errno.EPERM),
        _load_number(),
        _step(_AT_LEAST, _OTHER_ABI, skip_unless=1),
        _refuse(errno.ENOSYS),
        *(_refuse_call(numbers[column], errno.EPERM) for numbers in _REFUSED.values()),
        _refuse_call(_CLONE3, errno.ENOSYS),  # the C library then asks for clone
        _step(_EQUAL, _CLONE[column], skip_unless=4),
        _step(_LOAD, _argument(0)),
        _step(_ANY_BIT, _NEW_NAMESPACES, skip_unless=1),
        _refuse(errno.EPERM),
        _load_number(),
    ]


def _argument(which: int) -> int:
    """Where the lower half of an argument lies."""
    return _ARGUMENTS + 8 * which


def _load_number() -> bytes:
    return _step(_LOAD, _NUMBER)


def _only(number: int, which: int, values: Sequence[int], error: int = errno.EPERM) -> bytes:
    """Allow a call only where one of its arguments has one of these values."""
    allowed = b"".join(
        _step(_EQUAL, value, skip_unless=1) + _step(_RETURN, _ALLOW) for value in values
    )
    return (
        _step(_EQUAL, number, skip_unless=2 + 2 * len(values))
        + _step(_LOAD, _argument(which))
        + allowed
        + _refuse(error)
    )


def _step(code: int, value: int, skip_if: int = 0, skip_unless: int = 0) -> bytes:
    """One BPF instruction, with the number of instructions to skip if its comparison is true or false."""
    return struct.pack("=HBBI", code, skip_if, skip_unless, value)


def _refuse(error: int) -> bytes:
    return _step(_RETURN, _REFUSE | error)


def _refuse_call(number: int, error: int) -> bytes:
    return _step(_EQUAL, number, skip_unless=1) + _refuse(error)


def number_of(name: str) -> int | None:
    """The number of one of the calls that are refused; None where there is no such call."""
    machine = _MACHINES.get(os.uname().machine)
    numbers = (_REFUSED | _REFUSED_WITHOUT_NAMESPACES).get(name)
    if machine is None or numbers is None or numbers[machine[0]] == _NONE:
        return None
    return numbers[machine[0]]

"""Attacks on the machine: its files, its network, its other processes, its memory."""

from __future__ import annotations

from .attack import WRONG, Attack, function, right_if, wrong_after

DETACHED = """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 32):
            try:
                signal.signal(number, signal.SIG_IGN)
            except OSError:
                pass
        {}
    os._exit(0)
os.wait()
"""

LATER = """
        for _ in range(300):
            try:
                {}
            except Exception:
                pass
            time.sleep(0.1)
"""

WRITE_GRADEBOOK = """
import sqlite3

gradebook = sqlite3.connect(COURSE + "/gradebook.db", timeout=1)
gradebook.execute("UPDATE grade SET manual_score = 9")
gradebook.commit()
"""

WRITE_LATER = DETACHED.format(
    LATER.format("os.system('echo x >> ' + COURSE + '/gradebook.db; touch ' + HOME + '/' + TOKEN)")
)

WRITE_EVERYWHERE = """
places = [HOME, COURSE, PROJECT, TEMPORARY, "/tmp", "/var/tmp", "/", "/usr/local", "/run", "/dev/shm",
          os.path.dirname(sys.executable), *sys.path, "/proc/1/root/tmp", "/proc/1/cwd",
          HOME + "/.local/lib", HOME + "/.ipython/profile_default/startup", COURSE + "/autograded",
          COURSE + "/solutions/01_neuron", os.path.dirname(np.__file__)]
for place in places:
    for name in (TOKEN, TOKEN + ".pth", "sitecustomize.py", "nbgrader_config.py"):
        try:
            with open(os.path.join(place, name), "a") as file:
                file.write("raise SystemExit('" + TOKEN + "')")
        except OSError:
            pass
"""

CHANGE_SEEN = """
for path in (sys.executable, np.__file__, os.__file__, "/usr/bin/env", "/etc/passwd"):
    for change in (
        lambda: open(path, "a").close(),
        lambda: os.chmod(path, 0o777),
        lambda: os.utime(path),
        lambda: os.rename(path, path + TOKEN),
        lambda: os.link(path, TOKEN),
        lambda: os.unlink(path),
    ):
        try:
            change()
            break
        except OSError:
            continue
    else:
        continue
    break
else:
    raise PermissionError
"""

GAIN_RIGHTS = """
calls = ctypes.CDLL(None, use_errno=True)
gained = [calls.setuid(0), calls.setgid(0), calls.seteuid(0), calls.unshare(0x10000000),
          calls.unshare(0x00020000), calls.mount(b"none", b"/mnt", b"tmpfs", 0, None),
          calls.mount(None, b"/", None, 0x1000 | 0x20, None), calls.chroot(b"/usr"),
          calls.umount2(b"/dev/shm", 2), calls.setns(0, 0), calls.pivot_root(b".", b"."),
          calls.prctl(38, 0, 0, 0, 0), calls.prctl(24, 0, 0, 0, 0), calls.sethostname(b"x", 1)]
for command in (["bwrap", "--ro-bind", "/", "/", "true"], ["unshare", "-Ur", "true"],
                ["su", "-c", "true"], ["sudo", "-n", "true"], ["nsenter", "-t", "1", "-m", "true"]):
    try:
        gained.append(subprocess.run(command, capture_output=True, timeout=2).returncode)
    except OSError:
        continue
assert 0 in gained
"""

RAISE_LIMITS = """
raised = False
for name in ("AS", "CPU", "NPROC", "NOFILE", "FSIZE", "CORE"):
    what = getattr(resource, "RLIMIT_" + name)
    for limit in ((-1, -1), (2**40, 2**40)):
        try:
            resource.setrlimit(what, limit)
            raised = True
        except (ValueError, OSError):
            pass
assert raised
"""

OTHERS_MEMORY = """
others = {int(name) for name in os.listdir("/proc") if name.isdigit()} - {os.getpid()}
calls = ctypes.CDLL(None, use_errno=True)
opened = [calls.ptrace(16, pid, 0, 0) == 0 for pid in others]
for pid in others:
    for name in ("mem", "maps", "environ", *(f"fd/{number}" for number in range(9))):
        try:
            os.close(os.open(f"/proc/{pid}/{name}", os.O_RDONLY | os.O_NONBLOCK))
            opened.append(True)
        except OSError:
            pass
assert any(opened)
"""

TCP = """
reached = []
for host, port in (("127.0.0.1", PORT), ("localhost", PORT), ("::1", PORT), ("0.0.0.0", PORT)):
    try:
        socket.create_connection((host, port), timeout=0.5).sendall(b"hello")
        reached.append(host)
    except OSError:
        pass
assert reached
"""

UDP = """
talker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
talker.sendto(b"hello", ("127.0.0.1", PORT))
talker.sendto(b"hello", ("255.255.255.255", PORT))
socket.getaddrinfo("example.org", 80)
"""

UNIX = """
reached = []
for address in (NAMED, ABSTRACT, "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/dev/log"):
    try:
        socket.socket(socket.AF_UNIX).connect(address)
        reached.append(address)
    except OSError:
        pass
assert reached
"""

RAW = """
for family, kind in ((socket.AF_PACKET, socket.SOCK_RAW), (socket.AF_INET, socket.SOCK_RAW)):
    try:
        socket.socket(family, kind)
        break
    except OSError:
        continue
else:
    raise OSError
"""

FORK_BOMB = "while True:\n    try:\n        os.fork()\n    except OSError:\n        pass"

THREAD_BOMB = """
def sleep():
    while True:
        time.sleep(1)

while True:
    threading.Thread(target=sleep, daemon=True).start()
"""

OPEN_FILES = """
kept = []
while True:
    kept += os.pipe()
    kept.append(socket.socket())
"""

FILL_DISK = """
total = 0
for folder in (".", "/dev/shm", "/tmp", "/var/tmp"):
    try:
        for number in range(100):
            with open(f"{folder}/{number}", "wb", 0) as file:
                for _ in range(4):
                    total += file.write(bytes(2**22))
    except OSError:
        pass
assert total > 2**27
"""

FILL_INODES = """
for number in range(10**9):
    os.mkdir(str(number))
"""

HOARD = "hoard = []\nwhile True:\n    hoard.append(np.ones(10**7))"

MAPPED = """
kept = [mmap.mmap(-1, 2**28) for _ in range(3)]
for part in kept:
    part[:] = bytes(2**28)
os.fork(), os.fork()
kept = [mmap.mmap(-1, 2**28) for _ in range(9)]
"""

KILL_OTHERS = """
for pid in (COURSES_PID, -COURSES_PID):
    os.kill(pid, signal.SIGKILL)
"""

PROCESSES = """
assert len([name for name in os.listdir("/proc") if name.isdigit()]) > 3
"""

STRANGE_LEFTOVERS = """
os.makedirs("a/b/c")
os.chmod("a/b", 0)
os.mkfifo("pipe")
os.symlink(COURSE, "course")
os.symlink("/", "-rf")
for _ in range(1500):
    os.mkdir("deep")
    os.chdir("deep")
"""

ATTACKS = [
    Attack(
        "gradebook",
        "writes to gradebook.db",
        right_if(WRITE_GRADEBOOK),
        noted="names gradebook.db",
    ),
    Attack("gradebook-later", "writes there from a detached process", wrong_after(WRITE_LATER)),
    Attack(
        "daemon",
        "outlives its exercise, and meddles with the next",
        wrong_after(DETACHED.format("while True: os.kill(-1, 19)")),
    ),
    Attack("everywhere", "writes to each place it knows", wrong_after(WRITE_EVERYWHERE)),
    Attack("seen-files", "changes the programs that it sees", right_if(CHANGE_SEEN)),
    Attack("rights", "setuid, namespaces, mounts, bwrap within", right_if(GAIN_RIGHTS)),
    Attack("limits", "raises its limits", right_if(RAISE_LIMITS)),
    Attack("others-memory", "memory and pipes of the server", right_if(OTHERS_MEMORY)),
    Attack("tcp", "a TCP connection", right_if(TCP), noted="imports socket"),
    Attack("udp", "UDP, broadcast, and a name looked up", right_if(UDP)),
    Attack("unix", "named and abstract sockets", right_if(UNIX)),
    Attack("raw", "raw sockets", right_if(RAW)),
    Attack("processes", "sees other processes", right_if(PROCESSES)),
    Attack("kill-others", "kills the grader by its number", right_if(KILL_OTHERS)),
    Attack("fork-bomb", "a fork bomb", function("dense", FORK_BOMB)),
    Attack("thread-bomb", "a bomb of threads", function("dense", THREAD_BOMB)),
    Attack("open-files", "opens files without end", right_if(OPEN_FILES)),
    Attack("disk", "fills scratch and shared memory", right_if(FILL_DISK)),
    Attack("inodes", "makes folders without end", right_if(FILL_INODES)),
    Attack("hoard", "takes all memory", function("dense", HOARD)),
    Attack("mapped", "takes memory in several processes", right_if(MAPPED)),
    Attack("leftovers", "leaves what is hard to clear", wrong_after(STRANGE_LEFTOVERS)),
    Attack(
        "core",
        "dumps core, and machine code",
        function(
            "dense", f"resource.setrlimit(4, (-1, -1))\nctypes.memset(8, 1, 8)\nreturn {WRONG}"
        ),
    ),
]

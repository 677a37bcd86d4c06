"""How much memory a piece of work takes: the peak of this process, or of one of its own."""

import ctypes
import gc
import os

from odoo import sql_db


def reset_peak():
    """Forget the highest use of memory so far and return the present one, in kB.

    What was freed goes back to the system first: it would hide what is taken afterwards.
    """
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    return read_status("VmRSS")


def read_status(name, process="self"):
    """Return a figure of /proc/PROCESS/status, in kB; 0 once the process has ended."""
    with open(f"/proc/{process}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name))


def measure_growth(warm_up, work):
    """Return by how many MB the peak of a process grows while it does ``work()``.

    The work gets a process of its own, which has done ``warm_up()`` before, so that what Python and
    Odoo load once is not counted.
    """
    sql_db.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        warm_up()
        before = reset_peak()
        work()
        os.write(writer, str(read_status("VmHWM") - before).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        grown = float(pipe.read())
    os.waitpid(child, 0)
    return grown / 1024

"""Makes a system call by the 32-bit door, in machine code of its own, where numbers mean others."""
import ctypes
import mmap

from target import got_through

GETPID = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"  # mov eax, 20; int 0x80; ret


def f(x):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(GETPID)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    got_through(f"process {ctypes.CFUNCTYPE(ctypes.c_int)(address)()}")
    return 2 * x + 1


def g(x):
    return float(x.sum())


def h(n):
    return n * n

"""A page shared with the host, in which a child notes which statement of the module it reads.

Unlike a message it costs nothing, and it outlives the process.
"""

import mmap
import struct

PROGRESS_BYTES = mmap.PAGESIZE
LAYOUT = struct.Struct("<IIIId")
"""At its start: statement (from 1; 0 for none), its first and last line, its cell (from 0), and
when it began by the monotonic clock, which the host reads as well."""

"""Reads the file of files.rs with pandas: python files.py FILE"""

import os
import resource
import sys
import time

import pandas as pd

path = sys.argv[1]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin = time.perf_counter()
table = pd.read_csv(path)
seconds = time.perf_counter() - begin
size = os.path.getsize(path) / 1e6
peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / 1e6
print(f"| pandas {pd.__version__}, {size:.0f} MB, {table.shape[0]} × {table.shape[1]} | read {seconds:.2f} s, {size / seconds:.0f} MB/s | peak {peak:.0f} MB, {peak / size:.2f} × the file |")

"""What `make demo` shows: who holds what in the Cloudflare dispute, and the files that come of it.

Run it as `python examples/demo.py [FOLDER]`; the files go into FOLDER (build by default).
"""

import sys
from pathlib import Path

import argmap as am

here = Path(__file__).parent
out = Path(sys.argv[1] if len(sys.argv) > 1 else "build")

m = am.read(here / "cloudflare")
print(m)

print("\nWho holds, and who denies, that Cloudflare is a dumb pipe?\n")
print(m.holders("cf-dumb-pipe"))
print()
print(m.stances("cf-dumb-pipe"))

print("\nWho argues what about caching and fair use?\n")
print(m.stances("caching-fair-use"))
print()
print(m.arguments(issue="caching"))

out.mkdir(parents=True, exist_ok=True)
am.write(m, out / "safe-harbor.png", issue="safe-harbor")
am.write(m, out / "cloudflare.svg")
am.write(m, out / "cloudflare.ttl", on_loss="ignore")
am.write(m, out / "cloudflare.xlsx")
print("\nWritten:")
for name in ("safe-harbor.png", "cloudflare.svg", "cloudflare.ttl", "cloudflare.xlsx"):
    print(f"  {(out / name).resolve()}")

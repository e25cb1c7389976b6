"""Where the user's documents and the index live: `KOMINTAVO_DATA_DIR`, else the user's data folder of the system."""

import os
from pathlib import Path

from platformdirs import user_data_path


def data_dir() -> Path:
    """The data folder of this user; not created here. Read by entry points only."""
    configured = os.environ.get("KOMINTAVO_DATA_DIR")
    return Path(configured) if configured else user_data_path("komintavo-assistant", appauthor=False)

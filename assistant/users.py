"""The file of users: one `name:hash` a line, the hash by scrypt with its salt and cost. Holds no passwords."""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import AssistantError, SettingsError

MIN_PASSWORD = 12
_COST = (2**15, 8, 3)
_SALT_BYTES = 16
_MAX_MEMORY = 256 * 2**20


class UserError(AssistantError):
    """A user can't be added: the name or the password is unfit, or the file can't be written."""


def hashed(password: str) -> str:
    """The hash of a password with a salt of its own, as it stands in the file: `scrypt$n$r$p$salt$key`."""
    salt = secrets.token_bytes(_SALT_BYTES)
    key = _key(password, salt, *_COST)
    return "$".join(["scrypt", *map(str, _COST), *(base64.b64encode(part).decode() for part in (salt, key))])


def matches(password: str, line: str) -> bool:
    """Whether a hash is of this password, in a time that does not tell how far it is right. ValueError if malformed."""
    salt, key, cost = _parsed(line)
    return hmac.compare_digest(_key(password, salt, *cost), key)


def read_users(path: Path) -> dict[str, str]:
    """Hash by name. SettingsError if the file can't be read, names nobody, or a line is malformed."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise SettingsError(f"KOMINTAVO_AUTH: cannot read {path}: {error}") from error
    users = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, _, hash_ = line.strip().partition(":")
        try:
            _parsed(hash_)
        except ValueError as error:
            raise SettingsError(f'KOMINTAVO_AUTH: {path}, line {number} is not "name:hash": {error}') from None
        users[name] = hash_
    if not users:
        raise SettingsError(f"KOMINTAVO_AUTH: {path} names no users; add one with `python -m assistant user add NAME`")
    return users


def add_user(path: Path, name: str, password: str) -> None:
    """Add a user to the file, made if missing, or give a user of this name another password. UserError if unfit."""
    if not name.strip() or name != name.strip() or ":" in name or not name.isprintable():
        raise UserError("a name must have no colon, no control characters, and no spaces around it")
    if len(password) < MIN_PASSWORD:
        raise UserError(f"a password must have at least {MIN_PASSWORD} characters")
    users = {**(read_users(path) if path.exists() else {}), name: hashed(password)}
    try:
        _write(path, users)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}") from error


def _write(path: Path, users: Mapping[str, str]) -> None:
    """Whole or not at all, and readable for the owner alone."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{name}:{hash_}\n" for name, hash_ in users.items())
    new.replace(path)


def _parsed(line: str) -> tuple[bytes, bytes, tuple[int, int, int]]:
    kind, *parts = line.split("$")
    if kind != "scrypt" or len(parts) != 5:
        raise ValueError("the hash must be scrypt$n$r$p$salt$key")
    try:
        n, r, p = (int(part) for part in parts[:3])
        salt, key = (base64.b64decode(part, validate=True) for part in parts[3:])
    except (ValueError, binascii.Error):
        raise ValueError("the cost must be numbers, salt and key base64") from None
    if n < 2 or n & (n - 1) or min(r, p) < 1 or 128 * n * r * p > _MAX_MEMORY or not (salt and key):
        raise ValueError("the cost is out of range, or salt or key is empty")
    return salt, key, (n, r, p)


def _key(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MAX_MEMORY)

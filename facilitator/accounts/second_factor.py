"""The second factor of an account: codes that an app on somebody's phone makes (TOTP, RFC 6238).

Each function runs in the caller's transaction. The app's secret is derived from the row's seed and the secret
key, so a copy of the database alone makes no codes. For a phone that is lost there are recovery codes, which
are stored as hashes and work once each.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets

from pyotp import TOTP
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator.accounts.tables import Account, RecoveryCode, SecondFactor
from facilitator.tokens import derived_bytes, hashed, new_id

STEP_SECONDS = 30
# A phone's clock may be as far off as one step, before or behind.
STEPS_OFF = (0, -1, 1)
RECOVERY_CODES = 10
_SECRET_BYTES = 20
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def is_on(session: Session, account_id: str) -> bool:
    """Whether the account's codes are asked for when somebody signs in with its password."""
    found = session.get(SecondFactor, account_id)
    return found is not None and found.confirmed_at is not None


def begin(session: Session, account_id: str) -> str:
    """Begin to set up a second factor that is not on, and return the secret for the app.

    One that was begun before and not confirmed ends.
    """
    session.execute(
        delete(SecondFactor).where(SecondFactor.account_id == account_id, SecondFactor.confirmed_at.is_(None))
    )
    made = SecondFactor(account_id=account_id, seed=new_id(), last_step=0)
    session.add(made)
    session.flush()
    return _secret(made)


def begun(session: Session, account_id: str) -> str | None:
    """The secret for the app of a second factor that was begun and is not confirmed yet, or None."""
    found = session.get(SecondFactor, account_id)
    return _secret(found) if found and found.confirmed_at is None else None


def app_link(account: Account, secret: str) -> str:
    """The otpauth link that gives the secret to an app."""
    return TOTP(secret).provisioning_uri(name=account.email, issuer_name="facilitator")


def confirm(session: Session, account_id: str, code: str, now: int) -> list[str] | None:
    """Turn on what was begun, if the app made this code. Returns new recovery codes, or None.

    :param now: in milliseconds since the epoch.
    """
    found = _held(session, account_id)
    if found is None or found.confirmed_at is not None or not _is_fresh(found, code, now):
        return None
    found.confirmed_at = now
    return new_recovery_codes(session, account_id)


def is_code(session: Session, account_id: str, code: str, now: int) -> bool:
    """Whether this is a code of the app that was not used before, or a recovery code. It is used now.

    :param now: in milliseconds since the epoch.
    """
    found = _held(session, account_id)
    if found is None or found.confirmed_at is None:
        return False
    return _is_fresh(found, code, now) or _is_recovery_code(session, account_id, code)


def new_recovery_codes(session: Session, account_id: str) -> list[str]:
    """New recovery codes, to be shown once. Earlier ones end."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = ["-".join(_four() for _ in range(4)) for _ in range(RECOVERY_CODES)]
    session.add_all(RecoveryCode(account_id=account_id, code_hash=_hash(code)) for code in codes)
    return codes


def recovery_codes_left(session: Session, account_id: str) -> int:
    left = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.account_id == account_id)
    return session.scalar(left) or 0


def turn_off(session: Session, account_id: str) -> bool:
    """End the account's second factor. Returns whether it was on."""
    was_on = is_on(session, account_id)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.execute(delete(SecondFactor).where(SecondFactor.account_id == account_id))
    return was_on


def accounts_with_one(session: Session) -> set[str]:
    """The ids of the accounts whose second factor is on."""
    return set(session.scalars(select(SecondFactor.account_id).where(SecondFactor.confirmed_at.is_not(None))))


def _held(session: Session, account_id: str) -> SecondFactor | None:
    # Locked, so that one code cannot be used twice at the same moment.
    return session.get(SecondFactor, account_id, with_for_update=True, populate_existing=True)


def _is_fresh(factor: SecondFactor, code: str, now: int) -> bool:
    typed, made = re.sub(r"\s", "", code), TOTP(_secret(factor))
    for off in STEPS_OFF:
        step = now // 1000 // STEP_SECONDS + off
        expected = made.at(step * STEP_SECONDS)
        # A code that somebody has watched being typed must not work for them too.
        if step > factor.last_step and hmac.compare_digest(typed.encode(), expected.encode()):
            factor.last_step = step
            return True
    return False


def _is_recovery_code(session: Session, account_id: str, code: str) -> bool:
    used = delete(RecoveryCode).where(
        RecoveryCode.account_id == account_id, RecoveryCode.code_hash == _hash(code)
    )
    return session.scalar(used.returning(RecoveryCode.code_hash)) is not None


def _secret(factor: SecondFactor) -> str:
    purpose = f"second-factor:{factor.account_id}:{factor.seed}"
    return base64.b32encode(derived_bytes(purpose)[:_SECRET_BYTES]).decode()


def _four() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(4))


def _hash(code: str) -> str:
    return hashed(re.sub(r"[\s-]", "", code).lower())

"""Counting attempts, with pauses between them that grow.

The first attempts are free. After those, each must wait until a pause after the one before is over, and the
pauses double up to a longest one. So nobody is locked out: whoever waits for the pause can try again. An
attempt that is refused is not counted.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, cast

from facilitator import redis_client

if TYPE_CHECKING:
    from redis.commands.core import Script

HOUR_MS = 3600 * 1000
# Each takes about 300 bytes. The oldest one goes first, which is the nearest to be forgotten anyway.
MOST_IN_MEMORY = 20_000


@dataclass(frozen=True)
class Pace:
    """How fast something may be tried: `free` times at once, then with pauses, in milliseconds.

    Whatever was counted is forgotten an hour after the last attempt.
    """

    name: str
    free: int
    first_ms: int
    longest_ms: int

    def pause(self, count: int) -> int:
        """The pause after so many attempts."""
        over = count - self.free
        return 0 if over < 0 else min(self.first_ms << min(over, 30), self.longest_ms)


@dataclass(frozen=True)
class Tried:
    """Somebody or something that an attempt is counted for. `key` may be stored as it is."""

    pace: Pace
    key: str

    @property
    def name(self) -> str:
        return f"{self.pace.name}:{self.key}"


@dataclass(frozen=True)
class Wait:
    """How long an attempt must wait; 0 if it was counted. `told` is false for the first that must wait."""

    ms: int = 0
    told: bool = True


class Counts(Protocol):
    def count(self, tried: Sequence[Tried], now: int) -> Wait:
        """Count one attempt for all of `tried`, if no pause is on for any of them."""

    def take_back(self, tried: Sequence[Tried]) -> None:
        """Take one attempt back."""


@dataclass(frozen=True)
class _Count:
    count: int = 0
    last: int = 0
    told: bool = True


class InMemory:
    """The counts of one process."""

    def __init__(self, most: int = MOST_IN_MEMORY) -> None:
        self._counts: OrderedDict[str, _Count] = OrderedDict()
        self._most = most
        self._turn = threading.Lock()

    def __len__(self) -> int:
        return len(self._counts)

    def count(self, tried: Sequence[Tried], now: int) -> Wait:
        with self._turn:
            longest = max(tried, key=lambda each: self._left(each, now))
            if wait := self._left(longest, now):
                told, self._counts[longest.name] = (
                    self._counts[longest.name].told,
                    replace(self._counts[longest.name], told=True),
                )
                return Wait(wait, told)
            for each in tried:
                held = self._held(each, now)
                self._counts[each.name] = _Count(held.count + 1, now, told=False)
                self._counts.move_to_end(each.name)
            while len(self._counts) > self._most:
                self._counts.popitem(last=False)
            return Wait()

    def take_back(self, tried: Sequence[Tried]) -> None:
        with self._turn:
            for each in tried:
                held = self._counts.get(each.name)
                if held and held.count > 1:
                    self._counts[each.name] = replace(held, count=held.count - 1)
                else:
                    self._counts.pop(each.name, None)

    def _held(self, tried: Tried, now: int) -> _Count:
        found = self._counts.get(tried.name, _Count())
        return found if 0 <= now - found.last < HOUR_MS else _Count()

    def _left(self, tried: Tried, now: int) -> int:
        held = self._held(tried, now)
        return max(0, held.last + tried.pace.pause(held.count) - now)


# As `InMemory`: the times of other machines may be ahead of ours, so a pause never begins in the future.
_COUNT = """
local now, longest, slowest = tonumber(ARGV[1]), 0, nil
for i, key in ipairs(KEYS) do
  local free, first, most = tonumber(ARGV[3*i]), tonumber(ARGV[3*i+1]), tonumber(ARGV[3*i+2])
  local held = redis.call('HMGET', key, 'count', 'last')
  local over, last = tonumber(held[1] or '0') - free, tonumber(held[2] or '0')
  if over >= 0 and now >= last then
    local wait = last + math.min(first * 2 ^ math.min(over, 30), most) - now
    if wait > longest then longest, slowest = wait, key end
  end
end
if slowest then
  return {math.ceil(longest), redis.call('HSETNX', slowest, 'told', '1')}
end
for _, key in ipairs(KEYS) do
  redis.call('HINCRBY', key, 'count', 1)
  redis.call('HSET', key, 'last', ARGV[1])
  redis.call('HDEL', key, 'told')
  redis.call('PEXPIRE', key, ARGV[2])
end
return {0, 0}
"""
_TAKE_BACK = """
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 and redis.call('HINCRBY', key, 'count', -1) < 1 then
    redis.call('DEL', key)
  end
end
return 1
"""


class InRedis:
    """The counts of all processes together. While Redis is away, each process counts for itself."""

    def __init__(self, url: str) -> None:
        redis = redis_client.connect(url)
        self._count = redis.register_script(_COUNT)
        self._take_back = redis.register_script(_TAKE_BACK)
        self._meanwhile = InMemory()
        self._asking = redis_client.Asking("attempts are counted in this process only")

    def count(self, tried: Sequence[Tried], now: int) -> Wait:
        paces = [number for each in tried for number in _numbers(each.pace)]
        answer = self._ask(self._count, tried, [now, HOUR_MS, *paces])
        if answer is None:
            return self._meanwhile.count(tried, now)
        wait, first = cast(tuple[int, int], answer)
        return Wait(wait, told=not first)

    def take_back(self, tried: Sequence[Tried]) -> None:
        if self._ask(self._take_back, tried, []) is None:
            self._meanwhile.take_back(tried)

    def _ask(self, script: Script, tried: Sequence[Tried], given: list[int]) -> object:
        """What the script returns; `None` while Redis is away."""
        return self._asking.ask(lambda: script(_names(tried), given))


def _names(tried: Sequence[Tried]) -> list[str]:
    return [f"facilitator:tried:{each.name}" for each in tried]


def _numbers(pace: Pace) -> tuple[int, int, int]:
    return pace.free, pace.first_ms, pace.longest_ms

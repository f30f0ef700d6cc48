"""The host: one intro from track to speech, as a stream of events."""

from spotintro.host.host import Host
from spotintro.host.introduction import Introduction

__all__ = ["Host", "Introduction"]

"""A player that needs nothing: its own catalogue, its own clock, no sound."""

from spotintro.players.demo.player import DemoPlayer

__all__ = ["DemoPlayer"]

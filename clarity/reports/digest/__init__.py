"""Many files told of on a screen or two: what needs most, what recurs, and where to begin."""

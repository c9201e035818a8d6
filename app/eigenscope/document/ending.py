"""How session files end; apart, because the command line asks before anything heavy is imported."""

ENDING = ".eigen"

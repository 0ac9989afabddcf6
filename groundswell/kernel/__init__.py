"""What every feature stands on and no community word reaches.

Actor, policy and verdict; ledger and followers; jobs and schedules; epoch; ids; clock; limits; HTTP.
"""

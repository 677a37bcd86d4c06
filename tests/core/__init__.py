"""What every room builds on: flows of states, lights, boards, locks, chatter, the register."""

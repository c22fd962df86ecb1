"""Pages of draws: list, plan, detail, the meeting room, paper, inspectors, and how anybody checks a draw."""

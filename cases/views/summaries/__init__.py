"""Pages of the work summary (工作情况月报)."""

"""What a work summary (工作情况月报) says, told without a database."""

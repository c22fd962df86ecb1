"""Work summaries (工作情况月报): the steps they go through, the facts they rest on, the board, the receipt."""

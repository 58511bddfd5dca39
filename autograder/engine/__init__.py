"""Where a verdict is made: from an exercise, a submission and an oracle to what is right and what is not."""

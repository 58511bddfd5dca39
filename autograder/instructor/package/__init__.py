"""What other platforms take to check or grade: a zip for Gradescope, a repository for GitHub."""

"""What runs on an instructor's machine: the kit, a class at a time, the report, the demo."""

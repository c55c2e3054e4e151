"""What people meet: the command line, the pytest plugin, the scaffold."""

"""What an instructor wrote: YAML files to frozen, checked models that know their places."""

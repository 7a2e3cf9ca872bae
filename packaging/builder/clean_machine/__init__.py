"""Proves the .deb on a minimal Debian: sh packaging/clean-machine/test.sh, as root.

Everything happens in namespaces of mounts and processes that test.sh makes, with the machine in
memory: whatever ends the run, nothing is left of it but what lies in build/packaging/clean-machine.
"""

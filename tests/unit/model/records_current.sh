#!/bin/sh
# The typed records are what the table says.
exec python3 src/schema/generate_records.py --check

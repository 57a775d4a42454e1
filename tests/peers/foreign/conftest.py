import os

# These need PHP and Node: `nox -s peers` brings what they need, and says where it is.
collect_ignore_glob = [] if "COUNTERMAND_PEERS" in os.environ else ["test_*.py"]

"""What is right: the only trusted importer of torch.

`grader.oracle.cache` reads a stored answer key without torch; everything else here needs it.
"""

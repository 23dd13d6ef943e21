"""Grammar in, what it means for the reader out: who acts, where the verb stands, how dense it is.

Pure functions over the grammar on a passage's words; none of them knows where it comes from.
"""

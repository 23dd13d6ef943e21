"""What grammar means for the reader: who acts, where the verb stands, how dense a text is.

Pure functions over the grammar on a passage's words; none of them knows where it comes from.
"""

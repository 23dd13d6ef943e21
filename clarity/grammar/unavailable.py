"""What is raised where there is no grammar; stands apart, as most runs load nothing that does."""


class UnavailableError(Exception):
    """A pipeline that cannot be had: why, and how to mend it, in one line."""

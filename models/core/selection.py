"""What the values of a selection are called."""


def get_labels(records, name):
    """Return ``{value: label}`` of the selection field ``name``, in the user's language."""
    return dict(records._fields[name]._description_selection(records.env))

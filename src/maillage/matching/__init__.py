"""Who could meet a need of a project, with the reasons in words and no hidden score."""

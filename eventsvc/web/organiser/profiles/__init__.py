"""Profiles that members keep: stewards, versions, proposals, pictures, projects."""

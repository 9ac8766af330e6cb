"""Conversation on a thing: a record, a request, a removal, an action of the plan."""

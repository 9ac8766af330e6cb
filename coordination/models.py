"""The tables of this app, feature by feature, for Django to find."""

from coordination.exchange.models import Feedback, Receipt

__all__ = ["Feedback", "Receipt"]

"""The tables of this app, feature by feature, for Django to find."""

from coordination.alerts.models import Alert, AlertChoice, Mail, MailSetting
from coordination.messages.models import Message, Thread, ThreadSeen

__all__ = ["Alert", "AlertChoice", "Mail", "MailSetting", "Message", "Thread", "ThreadSeen"]

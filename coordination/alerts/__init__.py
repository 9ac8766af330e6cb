"""What is pushed to a person beside the desk: alerts, the choice of their way, and mails without any case detail."""

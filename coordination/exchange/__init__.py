"""What happens to intelligence reports between countries: sanitised versions, dissemination, receipt, feedback."""

"""Trackers: where else actions are kept, such as GitHub or Jira. An action's page opens a new ticket there."""

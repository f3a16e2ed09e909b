"""The addresses of common trackers' forms. What is in capitals is to be replaced by one's own.

GitHub: https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-an-issue
GitLab: https://docs.gitlab.com/user/project/issues/create_issues/#using-a-url-with-prefilled-values
Jira: https://confluence.atlassian.com/jirakb/how-to-create-issues-using-direct-html-links-in-jira-server-159474.html
Azure DevOps: https://learn.microsoft.com/azure/devops/boards/backlogs/work-item-template
Linear: https://linear.app/docs/creating-issues
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    name: str
    url: str
    hint: str = ""


PRESETS = {
    "github": Preset(
        "GitHub", "https://github.com/YOUR-ORGANISATION/YOUR-PROJECT/issues/new?title={title}&body={body}"
    ),
    "gitlab": Preset(
        "GitLab",
        "https://gitlab.com/YOUR-GROUP/YOUR-PROJECT/-/issues/new?issue%5Btitle%5D={title}"
        "&issue%5Bdescription%5D={body}",
    ),
    "jira": Preset(
        "Jira",
        "https://YOUR-SITE.atlassian.net/secure/CreateIssueDetails!init.jspa?pid=YOUR-PID&issuetype=YOUR-TYPE"
        "&summary={title}&description={body}",
        "The numbers of your project (pid) and of the type of issue stand in the addresses of their settings in Jira.",
    ),
    "azure": Preset(
        "Azure DevOps",
        "https://dev.azure.com/YOUR-ORGANISATION/YOUR-PROJECT/_workitems/create/Task?%5BSystem.Title%5D={title}"
        "&%5BSystem.Description%5D={body}",
    ),
    "linear": Preset("Linear", "https://linear.app/team/YOUR-TEAM/new?title={title}&description={body}"),
}

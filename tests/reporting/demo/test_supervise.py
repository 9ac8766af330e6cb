"""Supervision as it is written down: reports by those who lead, days of visits that only grow."""

from reporting.demo.vocabulary import content


def test_reports_speak_of_actions_of_their_own_country() -> None:
    leaders = {action["title"]: action["leader"] for action in content("plan")["action"]}
    leaders |= {
        made["title"]: meeting["decisions"][made["decision"] - 1]["leader"]
        for meeting in content("meetings")["meeting"]
        for made in meeting.get("actions", ())
    }
    for told in content("progress")["report"]:
        assert told["by"] == leaders[told["title"]]


def test_the_days_of_a_visit_only_grow() -> None:
    for visit in content("visits")["visit"]:
        days = [visit["planned_on"], visit["starts_on"], *(step["on"] for step in visit.get("steps", ()))]
        assert days == sorted(days)
        told = [step["on"] for step in visit.get("steps", ()) if step["name"] == "report"]
        assert all(wanted["due_on"] > day for wanted in visit.get("recommendation", ()) for day in told)
